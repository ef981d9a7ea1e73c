using Sgraf.Training.Network;

namespace Sgraf.Training.Runs;

/// <summary>What a user asks for: a new run, or that one is taken up again.</summary>
internal sealed record RunRequest
{
    /// <summary>What is trained.</summary>
    public required NetworkKind Module { get; init; }

    /// <summary>The data folder.</summary>
    public required string Data { get; init; }

    /// <summary>The run's folder.</summary>
    public required string Out { get; init; }

    /// <summary>A run whose best weights this one starts from.</summary>
    public string? StartFrom { get; init; }

    /// <summary>The vocabulary; that of the run it starts from, of the data folder, or a new one when null.</summary>
    public string? Vocabulary { get; init; }

    /// <summary>The detector that made the features, for the bundle.</summary>
    public string? Detector { get; init; }

    /// <summary>The preset; Flickr30K's when null.</summary>
    public string? Preset { get; init; }

    /// <summary>Hyper-parameters that were named, each as a change.</summary>
    public IReadOnlyList<(string Name, Func<HyperParameters, HyperParameters> Change)> Changes { get; init; } = [];
}
