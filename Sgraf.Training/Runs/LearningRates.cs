namespace Sgraf.Training.Runs;

/// <summary>The learning rate of each step.</summary>
/// <param name="parameters">The schedule.</param>
/// <param name="stepsAnEpoch">Batches of an epoch.</param>
internal sealed class LearningRates(HyperParameters parameters, int stepsAnEpoch)
{
    /// <param name="step">The step, from 0.</param>
    public double At(long step)
    {
        var warmUp = parameters.WarmUpSteps == 0 ? 1 : Math.Min(1, (step + 1.0) / parameters.WarmUpSteps);
        return parameters.LearningRate * warmUp * (parameters.Schedule == LearningRateSchedule.Cosine ? Cosine(step) : Step(step));
    }

    private double Step(long step) => step / stepsAnEpoch < parameters.DecayAfter ? 1 : parameters.DecayFactor;

    private double Cosine(long step) => (1 + Math.Cos(Math.PI * step / ((double)stepsAnEpoch * parameters.Epochs))) / 2;
}
