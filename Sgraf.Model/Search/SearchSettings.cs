using Sgraf.Model.Bundles;

namespace Sgraf.Model.Search;

/// <summary>How a search is done.</summary>
public sealed record SearchSettings
{
    /// <summary>Candidates that the first stage hands to the second, from 0; null for all, which is the exhaustive scan.</summary>
    public int? ShortlistSize { get; init; } = 100;

    /// <summary>What ranks the candidates: one network, or the mean of both.</summary>
    public SimilarityModule Module { get; init; } = SimilarityModule.Sgraf;

    /// <summary>Threads at most; all processors when 0.</summary>
    public int Threads { get; init; }
}
