namespace Sgraf.Training.Measurement;

/// <summary>How fast this machine trains at the published sizes.</summary>
/// <param name="Processor">The processor's name.</param>
/// <param name="Cores">Logical processors.</param>
/// <param name="Batch">B: pairs of a step.</param>
/// <param name="Words">Mean L of the captions.</param>
/// <param name="Training">One entry an objective.</param>
internal sealed record TrainingReport(string Processor, int Cores, int Batch, double Words, IReadOnlyList<TrainingFigures> Training);

/// <summary>One objective; medians over rounds.</summary>
/// <param name="Module">dual, sgr, saf or joint; SAF as published, or with constant batch statistics in its gradient.</param>
/// <param name="SecondsAStep">Of <c>sgraf train</c>.</param>
/// <param name="PeakMegabytes">Most memory of the whole process meanwhile.</param>
/// <param name="PlainSecondsAStep">Of the plain loop over captions on the same batch; absent for the dual encoder, which has none.</param>
/// <param name="PlainPeakMegabytes">Its memory.</param>
/// <param name="TimesAsFast">The plain loop's time over ours.</param>
/// <param name="ProcessorTimesAsFast">The same for the time of all threads together, which a busy machine disturbs less.</param>
internal sealed record TrainingFigures(
    string Module,
    double SecondsAStep,
    double PeakMegabytes,
    double? PlainSecondsAStep,
    double? PlainPeakMegabytes,
    double? TimesAsFast,
    double? ProcessorTimesAsFast);
