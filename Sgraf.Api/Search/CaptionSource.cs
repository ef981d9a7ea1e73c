using Sgraf.Model.Scoring;
using Sgraf.Model.Search;

namespace Sgraf.Api.Search;

/// <summary>Sentences to search in, wherever they come from.</summary>
/// <param name="Set">Their vectors and embeddings.</param>
/// <param name="Describe">What is known of the sentence at a place; null when it was deleted meanwhile.</param>
/// <param name="Stale">Captions that were left out.</param>
/// <param name="Unknown">Words of them that the model does not know, where somebody asks.</param>
internal sealed record CaptionSource(
    SearchSet<PackedCaptions> Set, Func<int, FoundCaption?> Describe, int Stale, IReadOnlyList<string> Unknown);
