using Sgraf.Api.Explain;
using Sgraf.Model.Images.Regions;

namespace Sgraf.Api.Reading;

/// <summary>A picture as the detector sees it.</summary>
/// <param name="Width">Of the upright picture, in pixels.</param>
/// <param name="Height">Of the upright picture, in pixels.</param>
/// <param name="Regions">Its regions without repeats, best first.</param>
/// <param name="Features">(R, F), repeats included.</param>
internal sealed record SeenPicture(int Width, int Height, IReadOnlyList<RegionEvidence> Regions, float[] Features)
{
    /// <param name="width">Of the upright picture, in pixels.</param>
    /// <param name="height">Of the upright picture, in pixels.</param>
    /// <param name="found">What the detector found, in the model's number of rows.</param>
    /// <param name="labels">The detector's labels.</param>
    public static SeenPicture Of(int width, int height, DetectedRegions found, IReadOnlyList<string> labels) =>
        new(width, height, [.. Enumerable.Range(0, found.Count).Select(row => Region(width, height, found, row, labels))], found.Features);

    private static RegionEvidence Region(int width, int height, DetectedRegions found, int row, IReadOnlyList<string> labels)
    {
        var box = found.Boxes.AsSpan(4 * row, 4);
        var label = found.Labels?[row] is { } number && number < labels.Count ? labels[(int)number] : null;
        return new RegionEvidence([Part(box[0], width), Part(box[1], height), Part(box[2], width), Part(box[3], height)], label, found.Scores[row]);
    }

    private static float Part(float place, int length) => MathF.Round(Math.Clamp(place / length, 0, 1), 4);
}
