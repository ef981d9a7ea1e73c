namespace Sgraf.Training.Detection;

/// <summary>What <c>sgraf detector train --json</c> says.</summary>
/// <param name="Path">The file written.</param>
/// <param name="Id">Name and version of the detector.</param>
/// <param name="FeatureSize">F: values of one feature.</param>
/// <param name="Parameters">Trained numbers.</param>
/// <param name="Bytes">Size of the file.</param>
/// <param name="Steps">Steps made.</param>
/// <param name="Seconds">Time of the training.</param>
/// <param name="Loss">Mean loss of the last epoch.</param>
/// <param name="Dev">What it finds on the split dev.</param>
internal sealed record DetectorTrainReport(
    string Path, string Id, int FeatureSize, long Parameters, long Bytes, int Steps, double Seconds, double Loss, DetectorMetrics Dev);
