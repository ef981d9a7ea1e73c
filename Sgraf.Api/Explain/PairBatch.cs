using Sgraf.Api.Inference;
using Sgraf.Api.Reading;
using Sgraf.Model.Bundles;
using Sgraf.Model.Scoring;

namespace Sgraf.Api.Explain;

/// <summary>Pictures and texts that are scored with each other.</summary>
/// <param name="model">The model.</param>
/// <param name="images">The pictures by network; only those that are to score.</param>
/// <param name="captions">The texts by network.</param>
internal sealed class PairBatch(
    ServedModel model, IReadOnlyDictionary<SimilarityModule, PackedImages> images, IReadOnlyDictionary<SimilarityModule, PackedCaptions> captions)
{
    /// <summary>The scores of all pairs, pictures outermost.</summary>
    public ModuleScores[] Score(Turn turn)
    {
        var sgr = Score(SimilarityModule.Sgr, turn);
        var saf = Score(SimilarityModule.Saf, turn);
        return [.. Enumerable.Range(0, (sgr ?? saf)!.Length).Select(pair => ModuleScores.Of(sgr?[pair], saf?[pair]))];
    }

    /// <summary>Why one pair has its score.</summary>
    /// <param name="image">The picture's place.</param>
    /// <param name="regions">Its regions.</param>
    /// <param name="caption">The text's place.</param>
    /// <param name="text">The text.</param>
    /// <param name="cancellation">Stops the work.</param>
    /// <param name="withEdges">Whether the edges of SGR's steps are wanted.</param>
    public Explanation Explain(
        int image, IReadOnlyList<RegionEvidence> regions, int caption, ReadText text, CancellationToken cancellation, bool withEdges = false)
    {
        var parts = images.ToDictionary(part => part.Key, part => model.Networks.Scorers[part.Key].Explain(part.Value, image, captions[part.Key], caption, cancellation));
        return new Evidence(text, regions, parts).ToExplanation(withEdges);
    }

    private float[]? Score(SimilarityModule module, Turn turn)
    {
        if (!images.TryGetValue(module, out var pictures)) return null;
        var texts = captions[module];
        var scores = new float[pictures.Count * texts.Count];
        model.Networks.Scorers[module].Score(pictures, texts, scores, turn.Threads, turn.Cancellation);
        return scores;
    }
}
