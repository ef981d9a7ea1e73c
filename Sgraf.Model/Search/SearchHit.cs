namespace Sgraf.Model.Search;

/// <summary>One candidate of a search, ranked.</summary>
public sealed record SearchHit
{
    /// <summary>Its place in the set, from 0.</summary>
    public required int Index { get; init; }

    /// <summary>What ranked it: the score of the network that was asked for, or the mean of both, in [0, 1].</summary>
    public required float Score { get; init; }

    /// <summary>SGR's score; null where SGR had no part in the search.</summary>
    public required float? Sgr { get; init; }

    /// <summary>SAF's score; null where SAF had no part in the search.</summary>
    public required float? Saf { get; init; }

    /// <summary>The place that the first stage gave it, from 0 for the best.</summary>
    public required int ShortlistRank { get; init; }

    /// <summary>The place that its score gave it, from 0 for the best.</summary>
    public required int Rank { get; init; }
}
