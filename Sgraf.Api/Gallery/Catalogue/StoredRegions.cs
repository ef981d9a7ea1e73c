using Sgraf.Api.Gallery.Segments;

namespace Sgraf.Api.Gallery.Catalogue;

/// <summary>The regions of a picture, best first, and where a model's view of them lies.</summary>
internal sealed record StoredRegions
{
    /// <summary>The model that encoded them.</summary>
    public required string Model { get; init; }

    /// <summary>The detector that found them.</summary>
    public required string Detector { get; init; }

    /// <summary>(R, 4) boxes x1 y1 x2 y2, relative to the upright picture, without repeats.</summary>
    public required float[] Boxes { get; init; }

    /// <summary>(R) scores.</summary>
    public required float[] Scores { get; init; }

    /// <summary>(R) numbers of the detector's labels; null where it has none.</summary>
    public required long[]? Labels { get; init; }

    /// <summary>Where the embeddings lie.</summary>
    public required RecordLocation Embeddings { get; init; }

    /// <summary>Where the vector lies.</summary>
    public required RecordLocation Vector { get; init; }

    /// <summary>R: regions that were found.</summary>
    public int Count => Scores.Length;
}
