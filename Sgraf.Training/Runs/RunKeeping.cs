namespace Sgraf.Training.Runs;

/// <summary>How much of a run is kept, and how often.</summary>
/// <param name="SaveEvery">The pause between two saved states within an epoch.</param>
/// <param name="Epochs">Weights of how many last epochs stay.</param>
internal sealed record RunKeeping(TimeSpan SaveEvery, int Epochs);
