namespace Sgraf.Api.Explain;

/// <summary>A part of a picture that the detector found.</summary>
/// <param name="Box">x1, y1, x2, y2 of the upright picture, 0 to 1 from the top left.</param>
/// <param name="Label">What the detector takes it for; null where it names nothing.</param>
/// <param name="Score">How sure the detector is, as its own scale has it.</param>
internal sealed record RegionEvidence(IReadOnlyList<float> Box, string? Label, float Score);
