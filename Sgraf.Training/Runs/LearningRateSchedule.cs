namespace Sgraf.Training.Runs;

/// <summary>How the learning rate falls over a training.</summary>
internal enum LearningRateSchedule
{
    /// <summary>Once, to a fraction, after some epochs; the official way.</summary>
    Step,

    /// <summary>Along half a cosine to zero at the end.</summary>
    Cosine,
}
