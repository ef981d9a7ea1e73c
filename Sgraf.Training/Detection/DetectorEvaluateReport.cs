namespace Sgraf.Training.Detection;

/// <summary>What <c>sgraf detector evaluate --json</c> says.</summary>
/// <param name="Path">The detector's file.</param>
/// <param name="Id">Its name and version.</param>
/// <param name="Split">The pictures that it looked at.</param>
/// <param name="Metrics">What it found.</param>
internal sealed record DetectorEvaluateReport(string Path, string Id, string Split, DetectorMetrics Metrics);
