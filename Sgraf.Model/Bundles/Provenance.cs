namespace Sgraf.Model.Bundles;

/// <summary>Where a model comes from and how good it was found to be.</summary>
public sealed record Provenance
{
    /// <summary>The data it was trained on.</summary>
    public string? Data { get; init; }

    /// <summary>The seed of its training.</summary>
    public long? Seed { get; init; }

    /// <summary>The commit of the program that trained it.</summary>
    public string? Commit { get; init; }

    /// <summary>Measured figures by name, for example <c>test.rsum</c>; recalls in percent.</summary>
    public IReadOnlyDictionary<string, double> Metrics { get; init; } = new Dictionary<string, double>();

    /// <summary>The files it was put together from; empty for a model of one training.</summary>
    public IReadOnlyList<ImportedFile> Imported { get; init; } = [];

    /// <summary>What it does not know, in a sentence for whoever searches with it; null where nothing is said.</summary>
    public string? Limits { get; init; }

    /// <summary>Anything else worth knowing.</summary>
    public string? Notes { get; init; }
}
