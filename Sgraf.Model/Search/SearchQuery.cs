using Sgraf.Model.Bundles;

namespace Sgraf.Model.Search;

/// <summary>One caption or image to search with.</summary>
/// <typeparam name="TPacked"><see cref="Scoring.PackedCaptions"/> or <see cref="Scoring.PackedImages"/>.</typeparam>
/// <param name="Vector">(K): its vector for the first stage.</param>
/// <param name="Embeddings">It alone, as encoded by each network that is to rank.</param>
public sealed record SearchQuery<TPacked>(ReadOnlyMemory<float> Vector, IReadOnlyDictionary<SimilarityModule, TPacked> Embeddings);
