using System.Text.Json;
using Sgraf.Api.Explain;

namespace Sgraf.Api.Search;

/// <summary>A picture that a search found.</summary>
internal sealed record ImageHit
{
    /// <summary>Its id.</summary>
    public required string Id { get; init; }

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

    /// <summary>Of the upright picture, in pixels.</summary>
    public required int Width { get; init; }

    /// <summary>Of the upright picture, in pixels.</summary>
    public required int Height { get; init; }

    /// <summary>Where its file is.</summary>
    public required string Picture { get; init; }

    /// <summary>Where a small picture of it is.</summary>
    public required string Thumbnail { get; init; }

    /// <summary>Its regions, best first: x1, y1, x2, y2 of the upright picture, 0 to 1 from the top left.</summary>
    public required IReadOnlyList<IReadOnlyList<float>> Boxes { get; init; }

    /// <summary>The captions that the gallery keeps with it.</summary>
    public required IReadOnlyList<string> Captions { get; init; }

    /// <summary>What its owner wrote of it.</summary>
    public required IReadOnlyDictionary<string, JsonElement> Metadata { get; init; }

    /// <summary>Its words and regions; null unless asked for.</summary>
    public required Explanation? Explanation { get; init; }
}
