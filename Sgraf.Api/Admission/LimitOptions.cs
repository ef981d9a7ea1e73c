using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Sgraf.Api.Admission;

/// <summary>What one request may ask for; section "Limits" of the configuration.</summary>
internal sealed class LimitOptions
{
    /// <summary>Name of the configuration's section.</summary>
    public const string Section = "Limits";

    /// <summary>Largest body, in MiB, where an endpoint has no limit of its own.</summary>
    [Range(1, 1024)] public int BodyMegabytes { get; init; } = 64;

    /// <summary>The same in bytes.</summary>
    public long BodyBytes => (long)BodyMegabytes << 20;
}

[OptionsValidator] internal sealed partial class LimitOptionsValidator : IValidateOptions<LimitOptions>;
