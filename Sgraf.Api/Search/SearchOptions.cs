using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Sgraf.Api.Search;

/// <summary>How searches are done; section "Search" of the configuration.</summary>
internal sealed class SearchOptions
{
    /// <summary>Name of the configuration's section.</summary>
    public const string Section = "Search";

    /// <summary>Hits of a search that does not say how many it wants.</summary>
    [Range(1, 1000)] public int Top { get; init; } = 10;

    /// <summary>Hits of a search at most.</summary>
    [Range(1, 10_000)] public int MostHits { get; init; } = 100;

    /// <summary>Candidates that the first stage hands to the exact scorer where a search does not say how many.</summary>
    [Range(1, 100_000)] public int Shortlist { get; init; } = 100;

    /// <summary>Pairs that one audit scores at most; it takes fewer queries of a large gallery.</summary>
    [Range(1, 1_000_000_000)] public int AuditPairs { get; init; } = 200_000;
}

[OptionsValidator] internal sealed partial class SearchOptionsValidator : IValidateOptions<SearchOptions>;
