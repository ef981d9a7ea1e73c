namespace Sgraf.Training.Detection;

/// <summary>An object in a picture.</summary>
/// <param name="Box">Where it is, relative to the picture.</param>
/// <param name="Classes">The class of each of <see cref="DetectorLabels.ObjectHeads"/>.</param>
internal sealed record LabelledObject(RelativeBox Box, IReadOnlyList<int> Classes);
