namespace Sgraf.Api.Gallery;

/// <summary>What the model made of a picture, ready to be stored.</summary>
internal sealed record PictureEmbeddings
{
    /// <summary>(R, 4) boxes x1 y1 x2 y2, relative to the upright picture, best first, without repeats.</summary>
    public required float[] Boxes { get; init; }

    /// <summary>(R) scores.</summary>
    public required float[] Scores { get; init; }

    /// <summary>(R) numbers of the detector's labels; null where it has none.</summary>
    public required long[]? Labels { get; init; }

    /// <summary>Each network's embeddings, by <see cref="EmbeddingCodec"/>.</summary>
    public required IReadOnlyList<ReadOnlyMemory<byte>> Parts { get; init; }

    /// <summary>(K): its vector for the first stage of a search.</summary>
    public required float[] Vector { get; init; }
}
