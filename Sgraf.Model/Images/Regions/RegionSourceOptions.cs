namespace Sgraf.Model.Images.Regions;

/// <summary>How a detector is opened, and what it has to agree with.</summary>
public sealed record RegionSourceOptions
{
    /// <summary>Where to compute.</summary>
    public ComputeDevice Device { get; init; } = ComputeDevice.Cpu;

    /// <summary>Threads of one run; 0 takes as many as the machine has cores. Several runs at once on a thread each do more in all.</summary>
    public int ThreadsPerRun { get; init; }

    /// <summary>F of the model that the features are for; null accepts any.</summary>
    public int? FeatureSize { get; init; }

    /// <summary>The detector that the model was trained with, or the index was made with; null accepts any.</summary>
    public string? DetectorId { get; init; }
}
