namespace Sgraf.Training.Detection;

/// <summary>How well a detector finds the objects of pictures it has not seen.</summary>
/// <param name="Pictures">Pictures looked at.</param>
/// <param name="Objects">Objects in them.</param>
/// <param name="Recall">The share of objects that were found: their boxes overlap by half at least, each box counting for one object.</param>
/// <param name="FalsePositives">Boxes that are of no object, or of one that was found already.</param>
/// <param name="Accuracies">The share of found objects, or of pictures, that each head judges right.</param>
internal sealed record DetectorMetrics(
    int Pictures, int Objects, double Recall, int FalsePositives, IReadOnlyDictionary<string, double> Accuracies);
