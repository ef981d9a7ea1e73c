using Sgraf.Model.Bundles;
using Sgraf.Model.Search;

namespace Sgraf.Api.Search;

/// <summary>How a search is to be done, with all defaults put in.</summary>
/// <param name="Top">Hits at most.</param>
/// <param name="Shortlist">Candidates that are ranked exactly; null for all.</param>
/// <param name="Module">What ranks.</param>
/// <param name="Where">Metadata that must be there, as the catalogue compares them; null for no condition.</param>
/// <param name="Explain">Whether hits are explained.</param>
internal sealed record SearchTerms(int Top, int? Shortlist, SimilarityModule Module, IReadOnlyDictionary<string, string>? Where, bool Explain)
{
    /// <summary>The settings of the searcher.</summary>
    /// <param name="threads">Threads that it may use.</param>
    public SearchSettings ToSettings(int threads) => new() { ShortlistSize = Shortlist, Module = Module, Threads = threads };
}
