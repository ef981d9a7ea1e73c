namespace Sgraf.Model.Bundles;

/// <summary>What <c>model.json</c> says of a model: its sizes, what its input must look like, and where it comes from.</summary>
public sealed record BundleManifest
{
    /// <summary>The newest layout of a bundle that this program knows, and the one it writes.</summary>
    public const int NewestFormatVersion = 1;

    /// <summary>The layout of the folder.</summary>
    public int FormatVersion { get; init; } = NewestFormatVersion;

    /// <summary>The sizes of both networks.</summary>
    public required ModelConfig Config { get; init; }

    /// <summary>Which networks the folder holds: Sgr, Saf, or both as Sgraf.</summary>
    public required SimilarityModule Modules { get; init; }

    /// <summary>The detector whose features the weights were trained on; features of another one are noise to them.</summary>
    public required string DetectorId { get; init; }

    /// <summary>How captions and pictures are prepared.</summary>
    public Preprocessing Preprocessing { get; init; } = new();

    /// <summary>Where the weights come from.</summary>
    public Provenance Provenance { get; init; } = new();

    /// <summary>A scoring to repeat after loading; null in a bundle of an older program.</summary>
    public SelfTest? SelfTest { get; init; }
}
