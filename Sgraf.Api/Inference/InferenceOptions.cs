using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Sgraf.Api.Inference;

/// <summary>How work on the model is shared out; section "Inference" of the configuration.</summary>
internal sealed class InferenceOptions
{
    /// <summary>Name of the configuration's section.</summary>
    public const string Section = "Inference";

    /// <summary>Requests that are worked on at once; 0 takes as many as there are processors.</summary>
    [Range(0, 1024)] public int Workers { get; init; }

    /// <summary>Requests that wait for a worker; a further one is refused with 429.</summary>
    [Range(0, 100_000)] public int QueueLength { get; init; } = 64;

    /// <summary>The workers with their default.</summary>
    public int WorkerCount => Workers == 0 ? Environment.ProcessorCount : Workers;
}

[OptionsValidator] internal sealed partial class InferenceOptionsValidator : IValidateOptions<InferenceOptions>;
