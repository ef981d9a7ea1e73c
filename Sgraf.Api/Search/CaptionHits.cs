namespace Sgraf.Api.Search;

/// <summary>The sentences that describe a picture best.</summary>
internal sealed record CaptionHits
{
    /// <summary>The picture.</summary>
    public required QueryImage Image { get; init; }

    /// <summary>The hits, best first.</summary>
    public required IReadOnlyList<CaptionHit> Hits { get; init; }

    /// <summary>Sentences that were searched in.</summary>
    public required int Searched { get; init; }

    /// <summary>Those of them that were ranked exactly.</summary>
    public required int Shortlist { get; init; }

    /// <summary>What ranked: sgr, saf or sgraf.</summary>
    public required string Module { get; init; }

    /// <summary>Words of the request's candidates that the model does not know.</summary>
    public required IReadOnlyList<string> UnknownWords { get; init; }

    /// <summary>Where the time went.</summary>
    public required SearchTimings Timings { get; init; }

    /// <summary>What to know about this answer, in sentences: captions that were left out, what the model does not know.</summary>
    public required IReadOnlyList<string> Notes { get; init; }
}
