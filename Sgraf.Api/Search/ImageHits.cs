namespace Sgraf.Api.Search;

/// <summary>The pictures that a sentence describes best.</summary>
internal sealed record ImageHits
{
    /// <summary>The sentence.</summary>
    public required string Text { get; init; }

    /// <summary>Its words as the model reads them.</summary>
    public required IReadOnlyList<string> Words { get; init; }

    /// <summary>Those that the model does not know.</summary>
    public required IReadOnlyList<string> UnknownWords { get; init; }

    /// <summary>The hits, best first.</summary>
    public required IReadOnlyList<ImageHit> Hits { get; init; }

    /// <summary>Pictures that were searched in.</summary>
    public required int Searched { get; init; }

    /// <summary>Those of them that were ranked exactly.</summary>
    public required int Shortlist { get; init; }

    /// <summary>What ranked: sgr, saf or sgraf.</summary>
    public required string Module { get; init; }

    /// <summary>Where the time went.</summary>
    public required SearchTimings Timings { get; init; }

    /// <summary>What to know about this answer, in sentences: pictures that were left out, words that are unknown, what the model does not know.</summary>
    public required IReadOnlyList<string> Notes { get; init; }
}
