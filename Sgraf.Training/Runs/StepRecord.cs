namespace Sgraf.Training.Runs;

/// <summary>One line of <c>steps.jsonl</c>.</summary>
/// <param name="Step">The step, from 1.</param>
/// <param name="Epoch">Epochs done, with a fraction.</param>
/// <param name="Loss">The loss of the batch.</param>
/// <param name="Terms">Its terms by name.</param>
/// <param name="Gradient">Length of the gradient before clipping.</param>
/// <param name="LearningRate">How far the weights moved.</param>
/// <param name="Seconds">Time of the step.</param>
/// <param name="PairsPerSecond">Scored pairs, B², a second.</param>
internal sealed record StepRecord(
    long Step,
    double Epoch,
    double Loss,
    IReadOnlyDictionary<string, double> Terms,
    double Gradient,
    double LearningRate,
    double Seconds,
    double PairsPerSecond);
