using System.Diagnostics;
using System.Numerics.Tensors;
using Sgraf.Model.Bundles;
using Sgraf.Model.Scoring;

namespace Sgraf.Model.Search;

/// <summary>Finds images for a caption and captions for an image: a shortlist by vectors, then exact ranking by the scorer.</summary>
/// <remarks>Any number of threads may search at once.</remarks>
/// <param name="scorers">The scorer of each network; they stay the caller's.</param>
public sealed class Searcher(IReadOnlyDictionary<SimilarityModule, FusedScorer> scorers)
{
    /// <summary>Ranks images by a caption.</summary>
    /// <exception cref="ArgumentException">A network that is to rank is missing, or the query is not one caption.</exception>
    /// <exception cref="NotFiniteNumberException">A score is not a number.</exception>
    public SearchResult FindImages(
        SearchQuery<PackedCaptions> caption, SearchSet<PackedImages> images, SearchSettings settings,
        CancellationToken cancellation = default)
    {
        Check(settings, caption, captions => captions.Count);
        return Search(caption.Vector, images, settings, (module, block, scores) =>
            scorers[module].Score(block, caption.Embeddings[module], scores, settings.Threads, cancellation), cancellation);
    }

    /// <summary>Ranks captions by an image.</summary>
    /// <exception cref="ArgumentException">A network that is to rank is missing, or the query is not one image.</exception>
    /// <exception cref="NotFiniteNumberException">A score is not a number.</exception>
    public SearchResult FindCaptions(
        SearchQuery<PackedImages> image, SearchSet<PackedCaptions> captions, SearchSettings settings,
        CancellationToken cancellation = default)
    {
        Check(settings, image, images => images.Count);
        return Search(image.Vector, captions, settings, (module, block, scores) =>
            scorers[module].Score(image.Embeddings[module], block, scores, settings.Threads, cancellation), cancellation);
    }

    private void Check<TPacked>(SearchSettings settings, SearchQuery<TPacked> query, Func<TPacked, int> countOf)
    {
        if (settings.Module.Parts().Count == 0)
            throw new ArgumentException($"settings asks for {settings.Module.Name()}, expected one of {string.Join(", ", scorers.Keys)}.", nameof(settings));
        foreach (var module in settings.Module.Parts())
        {
            if (!scorers.ContainsKey(module))
                throw new ArgumentException($"settings asks for {module}, expected one of {string.Join(", ", scorers.Keys)}.", nameof(settings));
            if (!query.Embeddings.TryGetValue(module, out var packed) || countOf(packed) != 1)
                throw new ArgumentException($"query holds {(packed is null ? 0 : countOf(packed))} items of {module}, expected 1.", nameof(query));
        }
    }

    private static SearchResult Search<TPacked>(
        ReadOnlyMemory<float> vector, SearchSet<TPacked> set, SearchSettings settings,
        Action<SimilarityModule, TPacked, Span<float>> score, CancellationToken cancellation)
        where TPacked : IDisposable
    {
        var start = Stopwatch.GetTimestamp();
        var found = set.Shortlist.Find(vector.Span, settings.ShortlistSize ?? set.Shortlist.Count, set.Vectors, settings.Threads, cancellation);
        var shortlistTime = Stopwatch.GetElapsedTime(start);
        int[] candidates = [.. found.Select(hit => hit.Index)];
        var scoring = new CandidateScoring<TPacked>(set, candidates, score);
        var scores = settings.Module.Parts().ToDictionary(module => module, scoring.Score);
        return new SearchResult(Rank(candidates, scores), shortlistTime, scoring.LoadTime, scoring.ScoringTime);
    }

    private static SearchHit[] Rank(int[] candidates, Dictionary<SimilarityModule, float[]> scores)
    {
        var (sgr, saf) = (scores.GetValueOrDefault(SimilarityModule.Sgr), scores.GetValueOrDefault(SimilarityModule.Saf));
        var means = new float[candidates.Length];
        foreach (var part in scores.Values) TensorPrimitives.Add(means, part, means);
        TensorPrimitives.Multiply(means, 1f / scores.Count, means);
        var order = Enumerable.Range(0, candidates.Length).OrderByDescending(place => RankKey.Of(means[place], candidates[place]));
        return [.. order.Select((place, rank) => new SearchHit
        {
            Index = candidates[place],
            Score = means[place],
            Sgr = sgr?[place],
            Saf = saf?[place],
            ShortlistRank = place,
            Rank = rank,
        })];
    }
}
