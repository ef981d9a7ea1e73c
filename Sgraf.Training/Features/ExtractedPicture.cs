namespace Sgraf.Training.Features;

/// <summary>What came of one picture.</summary>
/// <param name="Record">Its regions, or why there are none.</param>
/// <param name="Features">(R, F) features, repeated where there are fewer regions; empty where there are none.</param>
internal sealed record ExtractedPicture(PictureRecord Record, float[] Features);
