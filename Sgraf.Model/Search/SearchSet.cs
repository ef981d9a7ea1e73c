using Sgraf.Model.Bundles;
using Sgraf.Model.Scoring;

namespace Sgraf.Model.Search;

/// <summary>Images or captions to search in, wherever their embeddings lie.</summary>
/// <typeparam name="TPacked"><see cref="PackedImages"/> or <see cref="PackedCaptions"/>.</typeparam>
/// <param name="Shortlist">Their vectors for the first stage.</param>
/// <param name="Load">
/// Brings the embeddings of some of them, as one network made them, in the order asked for; the searcher disposes of what it gets.
/// </param>
public sealed record SearchSet<TPacked>(Shortlist Shortlist, Func<SimilarityModule, ReadOnlyMemory<int>, TPacked> Load)
    where TPacked : IDisposable;
