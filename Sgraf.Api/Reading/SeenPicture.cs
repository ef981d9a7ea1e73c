using Sgraf.Api.Explain;
using Sgraf.Api.Gallery.Catalogue;
using Sgraf.Model.Images.Regions;

namespace Sgraf.Api.Reading;

/// <summary>A picture as the detector sees it.</summary>
internal sealed record SeenPicture
{
    /// <summary>Its id in the gallery; null where it came with the request.</summary>
    public string? Id { get; private init; }

    /// <summary>Of the upright picture, in pixels.</summary>
    public required int Width { get; init; }

    /// <summary>Of the upright picture, in pixels.</summary>
    public required int Height { get; init; }

    /// <summary>Its regions without repeats, best first.</summary>
    public required IReadOnlyList<RegionEvidence> Regions { get; init; }

    /// <summary>(R, F), repeats included; null where the gallery has the embeddings.</summary>
    public float[]? Features { get; private init; }

    /// <summary>Its number in the gallery, where the gallery has the embeddings.</summary>
    public long? Number { get; private init; }

    /// <summary>The boxes of its regions.</summary>
    public IReadOnlyList<IReadOnlyList<float>> Boxes => [.. Regions.Select(region => region.Box)];

    /// <summary>A picture that was just looked at.</summary>
    /// <param name="width">Of the upright picture, in pixels.</param>
    /// <param name="height">Of the upright picture, in pixels.</param>
    /// <param name="found">What the detector found, in the model's number of rows.</param>
    /// <param name="labels">The detector's labels.</param>
    /// <param name="id">Its id in the gallery; null where it came with the request.</param>
    public static SeenPicture Of(int width, int height, DetectedRegions found, IReadOnlyList<string> labels, string? id) => new()
    {
        Id = id,
        Width = width,
        Height = height,
        Regions = Evidence(found.Boxes, found.Scores, found.Labels, found.Count, width, height, labels),
        Features = found.Features,
    };

    /// <summary>A picture whose regions and embeddings the gallery has.</summary>
    /// <param name="row">What the catalogue knows of it.</param>
    /// <param name="labels">The detector's labels.</param>
    public static SeenPicture Of(PictureRow row, IReadOnlyList<string> labels) => new()
    {
        Id = row.Id,
        Width = row.Width,
        Height = row.Height,
        Regions = row.Regions is { } found ? Evidence(found.Boxes, found.Scores, found.Labels, found.Count, 1, 1, labels) : [],
        Number = row.Number,
    };

    private static RegionEvidence[] Evidence(
        float[] boxes, float[] scores, long[]? numbers, int count, int width, int height, IReadOnlyList<string> labels) =>
    [
        .. Enumerable.Range(0, count).Select(row => new RegionEvidence(
            [Part(boxes[4 * row], width), Part(boxes[4 * row + 1], height), Part(boxes[4 * row + 2], width), Part(boxes[4 * row + 3], height)],
            numbers?[row] is { } number && number < labels.Count ? labels[(int)number] : null,
            scores[row])),
    ];

    private static float Part(float place, int length) => MathF.Round(Math.Clamp(place / length, 0, 1), 4);
}
