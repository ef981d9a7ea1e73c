namespace Sgraf.Training.Runs;

/// <summary>What remains of a run.</summary>
/// <param name="Steps">Steps of the whole run.</param>
/// <param name="Epochs">Its epochs.</param>
/// <param name="Remaining">Time that the remaining steps take, at the mean pace of this sitting.</param>
/// <param name="LastRsum">The last sum of recalls; null before the first evaluation.</param>
/// <param name="BestRsum">The best one.</param>
internal sealed record RunOutlook(long Steps, int Epochs, TimeSpan Remaining, double? LastRsum, double? BestRsum);
