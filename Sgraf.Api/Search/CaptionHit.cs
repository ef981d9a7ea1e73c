using Sgraf.Api.Explain;

namespace Sgraf.Api.Search;

/// <summary>A sentence that a search found.</summary>
internal sealed record CaptionHit
{
    /// <summary>Its id in the gallery; null for a candidate of the request.</summary>
    public required long? CaptionId { get; init; }

    /// <summary>The sentence.</summary>
    public required string Text { get; init; }

    /// <summary>Its place among the hits, from 1.</summary>
    public required int Rank { get; init; }

    /// <summary>Its place in the shortlist, before the exact ranking, from 1.</summary>
    public required int ShortlistRank { get; init; }

    /// <summary>The score that ranks, in [0, 1].</summary>
    public required float Score { get; init; }

    /// <summary>SGR's score; null where it had no part.</summary>
    public required float? Sgr { get; init; }

    /// <summary>SAF's score; null where it had no part.</summary>
    public required float? Saf { get; init; }

    /// <summary>The picture that the gallery keeps it with; null where there is none.</summary>
    public required string? ImageId { get; init; }

    /// <summary>Its words and regions; null unless asked for.</summary>
    public required Explanation? Explanation { get; init; }
}
