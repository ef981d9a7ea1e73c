namespace Sgraf.Training.Measurement;

/// <summary>What <c>sgraf bench bundle</c> wrote.</summary>
/// <param name="Path">The folder.</param>
/// <param name="Words">Words of its vocabulary.</param>
internal sealed record RandomBundleReport(string Path, int Words);
