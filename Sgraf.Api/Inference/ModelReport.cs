using Sgraf.Model.Bundles;

namespace Sgraf.Api.Inference;

/// <summary>What a served model is, where it comes from, how well it was measured, and what it does not know.</summary>
internal sealed record ModelReport
{
    /// <summary>The name of its bundle.</summary>
    public required string Name { get; init; }

    /// <summary>Told from the weights and words; another id means that every picture and caption has to be encoded anew.</summary>
    public required string Id { get; init; }

    /// <summary>The layout of its bundle.</summary>
    public required int FormatVersion { get; init; }

    /// <summary>Its networks: sgr, saf, or both.</summary>
    public required IReadOnlyList<string> Modules { get; init; }

    /// <summary>The sizes and switches of its networks.</summary>
    public required ModelConfig Sizes { get; init; }

    /// <summary>Name and version of the detector that finds regions in pictures.</summary>
    public required string Detector { get; init; }

    /// <summary>Where the detector runs.</summary>
    public required string Device { get; init; }

    /// <summary>The instructions that scoring runs on.</summary>
    public required string Instructions { get; init; }

    /// <summary>Regions of a picture.</summary>
    public required int RegionCount { get; init; }

    /// <summary>Words it knows.</summary>
    public required int Vocabulary { get; init; }

    /// <summary>Where its weights come from.</summary>
    public required Provenance Provenance { get; init; }

    /// <summary>Measured figures by name, for example test.rsum; recalls in percent.</summary>
    public required IReadOnlyDictionary<string, double> Metrics { get; init; }

    /// <summary>What it does not know, as far as its bundle says.</summary>
    public required string? Limits { get; init; }

    /// <summary>The self-test at start; null while it runs.</summary>
    public required SelfTestReport? SelfTest { get; init; }
}
