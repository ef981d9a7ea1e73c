using Sgraf.Api.Explain;
using Sgraf.Api.Inference;
using Sgraf.Api.Reading;
using Sgraf.Model.Bundles;
using Sgraf.Model.Scoring;

namespace Sgraf.Api.Search;

/// <summary>Explains the hits of a search, side by side.</summary>
internal static class HitExplaining
{
    /// <param name="model">The model.</param>
    /// <param name="images">The pictures of the hits, or the one that was searched with.</param>
    /// <param name="captions">The sentences of the hits, or the one that was searched with.</param>
    /// <param name="hits">The regions and the text of each hit; null for one that is not to be explained.</param>
    /// <param name="turn">Threads and cancellation.</param>
    public static Explanation?[] Explain(
        this ServedModel model, IReadOnlyDictionary<SimilarityModule, PackedImages> images, IReadOnlyDictionary<SimilarityModule, PackedCaptions> captions,
        IReadOnlyList<(IReadOnlyList<RegionEvidence> Regions, ReadText Text)?> hits, Turn turn)
    {
        var batch = new PairBatch(model, images, captions);
        var (hasOneImage, hasOneCaption) = (images.Values.First().Count == 1, captions.Values.First().Count == 1);
        var explanations = new Explanation?[hits.Count];
        var options = new ParallelOptions { MaxDegreeOfParallelism = turn.Threads, CancellationToken = turn.Cancellation };
        Parallel.For(0, hits.Count, options, place => explanations[place] = hits[place] is { } hit
            ? batch.Explain(hasOneImage ? 0 : place, hit.Regions, hasOneCaption ? 0 : place, hit.Text, turn.Cancellation)
            : null);
        return explanations;
    }
}
