namespace Sgraf.Training.Commands;

/// <summary>What <c>sgraf train --json</c> prints.</summary>
/// <param name="Out">The run's folder.</param>
/// <param name="Module">What was trained.</param>
/// <param name="Epochs">Epochs made.</param>
/// <param name="Steps">Steps made.</param>
/// <param name="Seconds">Time spent, over all sittings.</param>
/// <param name="BestRsum">The best sum of recalls on the development split.</param>
/// <param name="BestEpoch">The epoch that reached it, from 1.</param>
internal sealed record TrainReport(string Out, string Module, int Epochs, long Steps, double Seconds, double BestRsum, int BestEpoch);
