using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;
using Sgraf.Api.Problems;

namespace Sgraf.Api.Admission;

/// <summary>What one request may ask for; section "Limits" of the configuration.</summary>
internal sealed class LimitOptions
{
    /// <summary>Name of the configuration's section.</summary>
    public const string Section = "Limits";

    /// <summary>Largest body, in MiB, where an endpoint has no limit of its own.</summary>
    [Range(1, 1024)] public int BodyMegabytes { get; init; } = 64;

    /// <summary>Largest body of an endpoint that takes words alone, in KiB.</summary>
    [Range(1, 1 << 20)] public int TextBodyKilobytes { get; init; } = 1024;

    /// <summary>Bodies of all requests at once, in MiB; a further one is refused with 429.</summary>
    [Range(1, 1 << 20)] public int BodiesMegabytes { get; init; } = 256;

    /// <summary>Levels of nested JSON; no request needs more than four, and no answer more than nine.</summary>
    [Range(12, 64)] public int JsonDepth { get; init; } = 16;

    /// <summary>Pictures of one request to score.</summary>
    [Range(1, 10_000)] public int Images { get; init; } = 32;

    /// <summary>Texts of one request.</summary>
    [Range(1, 100_000)] public int Texts { get; init; } = 256;

    /// <summary>Characters of one text.</summary>
    [Range(1, 100_000)] public int TextCharacters { get; init; } = 1000;

    /// <summary>Words of one text; reasoning takes time by the square of them.</summary>
    [Range(1, 10_000)] public int TextWords { get; init; } = 100;

    /// <summary>Pictures times texts of one request to score.</summary>
    [Range(1, 10_000_000)] public int Pairs { get; init; } = 4096;

    /// <summary>Pairs of one request that are explained.</summary>
    [Range(1, 10_000)] public int Explanations { get; init; } = 64;

    /// <summary>The body in bytes.</summary>
    public long BodyBytes => (long)BodyMegabytes << 20;

    /// <summary>All bodies in bytes.</summary>
    public long BodiesBytes => (long)BodiesMegabytes << 20;

    /// <summary>Refuses a count above its limit.</summary>
    /// <param name="found">How many there are.</param>
    /// <param name="limit">How many may be.</param>
    /// <param name="what">What is counted.</param>
    /// <param name="setting">The limit's name in this section.</param>
    /// <exception cref="ProblemException">There are too many.</exception>
    public static void Demand(long found, int limit, string what, string setting)
    {
        if (found > limit) throw TooMany(Errors.LimitExceeded, "The request", found, what, limit, setting);
    }

    /// <summary>What says which limit was passed.</summary>
    public static ProblemException TooMany(ProblemKind kind, string subject, long found, string what, int limit, string setting) =>
        new(kind, $"{subject} has {found} {what}, expected at most {limit}; send fewer, or raise {Section}:{setting}.")
        {
            Limit = limit,
            Setting = $"{Section}:{setting}",
        };
}

[OptionsValidator] internal sealed partial class LimitOptionsValidator : IValidateOptions<LimitOptions>;
