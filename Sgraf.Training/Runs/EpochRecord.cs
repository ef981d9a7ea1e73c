using Sgraf.Training.Evaluation;

namespace Sgraf.Training.Runs;

/// <summary>One line of <c>epochs.jsonl</c>.</summary>
/// <param name="Epoch">The epoch, from 1.</param>
/// <param name="Step">Steps made by its end.</param>
/// <param name="Loss">Mean loss of its steps.</param>
/// <param name="Rsum">The sum of recalls on the development split by which the best weights are chosen.</param>
/// <param name="IsBest">Whether it is the best so far.</param>
/// <param name="Metrics">All recalls, by module.</param>
/// <param name="EvaluationSeconds">Time of the evaluation.</param>
internal sealed record EpochRecord(
    int Epoch,
    long Step,
    double Loss,
    double Rsum,
    bool IsBest,
    IReadOnlyDictionary<string, RetrievalMetrics> Metrics,
    double EvaluationSeconds);
