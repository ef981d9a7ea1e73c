namespace Sgraf.Model.Images.Regions;

/// <summary>What a detector's file is, and everything that is wrong with it.</summary>
public sealed record DetectorReport
{
    /// <summary>The file.</summary>
    public required string Path { get; init; }

    /// <summary>Everything that is wrong, one line each; none when the file can be used.</summary>
    public required IReadOnlyList<string> Problems { get; init; }

    /// <summary>How it finds regions; null where nothing tells.</summary>
    public DetectorKind? Kind { get; init; }

    /// <summary>Name and version; null where nothing tells.</summary>
    public string? Id { get; init; }

    /// <summary>Name, type and shape of each input, -1 as a question mark.</summary>
    public IReadOnlyList<string> Inputs { get; init; } = [];

    /// <summary>Name, type and shape of each output.</summary>
    public IReadOnlyList<string> Outputs { get; init; } = [];

    /// <summary>What is written of it, by key, in its metadata or in the file beside it.</summary>
    public IReadOnlyDictionary<string, string> Settings { get; init; } = new Dictionary<string, string>();

    /// <summary>F: values of one feature; null where it could not be run.</summary>
    public int? FeatureSize { get; init; }

    /// <summary>Regions it found in the probe; null where it could not be run.</summary>
    public int? ProbeRegions { get; init; }
}
