namespace Sgraf.Model.Encoding;

/// <summary>Images in the space that regions and words share.</summary>
public sealed record EncodedImages
{
    /// <summary>B: number of images.</summary>
    public required int Count { get; init; }

    /// <summary>R: regions of an image.</summary>
    public required int RegionCount { get; init; }

    /// <summary>D: values of an embedding.</summary>
    public required int JointSize { get; init; }

    /// <summary>Region embeddings, (B, R, D).</summary>
    public required float[] Regions { get; init; }

    /// <summary>One embedding of each whole image, of length one, (B, D).</summary>
    public required float[] Globals { get; init; }
}
