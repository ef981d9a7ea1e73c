using Sgraf.Training.Runs;

namespace Sgraf.Training.Ablation;

/// <summary>What a user wants ablated.</summary>
internal sealed record AblationRequest
{
    /// <summary>The data folder.</summary>
    public required string Data { get; init; }

    /// <summary>The folder of the runs, the table and the plot.</summary>
    public required string Out { get; init; }

    /// <summary>The split that variants are compared on.</summary>
    public required string Split { get; init; }

    /// <summary>The variants to train.</summary>
    public required IReadOnlyList<AblationVariant> Variants { get; init; }

    /// <summary>Each variant is trained once with each.</summary>
    public required IReadOnlyList<int> Seeds { get; init; }

    /// <summary>The preset.</summary>
    public required string Preset { get; init; }

    /// <summary>A dual run whose encoders all variants start from.</summary>
    public string? StartFrom { get; init; }

    /// <summary>Hyper-parameters that were named.</summary>
    public IReadOnlyList<(string Name, Func<HyperParameters, HyperParameters> Change)> Changes { get; init; } = [];

    /// <summary>The folder of one run.</summary>
    public RunFolder RunOf(string variant, int seed) => new(Path.Combine(Out, variant, $"seed-{seed}"));

    /// <summary>The result of one run.</summary>
    public string ResultOf(string variant, int seed) => Path.Combine(RunOf(variant, seed).Path, "result.json");

    /// <summary>The request for one run.</summary>
    public RunRequest For(AblationVariant variant, int seed) => new()
    {
        Module = variant.Kind,
        Data = Data,
        Out = RunOf(variant.Name, seed).Path,
        StartFrom = StartFrom,
        Preset = Preset,
        Changes = [.. Changes, ("--seeds", parameters => parameters with { Seed = seed }), ("variant", variant.Apply)],
    };
}
