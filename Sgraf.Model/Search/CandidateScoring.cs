using System.Diagnostics;
using Sgraf.Model.Bundles;

namespace Sgraf.Model.Search;

/// <summary>Brings candidates and scores them, block by block, and keeps the time of both.</summary>
/// <param name="set">Where the candidates come from.</param>
/// <param name="candidates">Their places in the set.</param>
/// <param name="score">Scores a block of them by one network.</param>
internal sealed class CandidateScoring<TPacked>(
    SearchSet<TPacked> set, int[] candidates, Action<SimilarityModule, TPacked, Span<float>> score)
    where TPacked : IDisposable
{
    /// <summary>
    /// Candidates in memory at once: enough to keep all threads at work, and few enough to be scored while they are still in the
    /// cache: 9 MB of images at the published sizes.
    /// </summary>
    private const int BlockSize = 64;

    /// <summary>Time to bring the candidates so far.</summary>
    public TimeSpan LoadTime { get; private set; }

    /// <summary>Time to score the candidates so far.</summary>
    public TimeSpan ScoringTime { get; private set; }

    /// <summary>The scores of all candidates by one network, in their order.</summary>
    public float[] Score(SimilarityModule module)
    {
        var scores = new float[candidates.Length];
        for (var first = 0; first < candidates.Length; first += BlockSize)
        {
            var places = candidates.AsMemory(first, Math.Min(BlockSize, candidates.Length - first));
            var start = Stopwatch.GetTimestamp();
            using var block = set.Load(module, places);
            var loaded = Stopwatch.GetTimestamp();
            score(module, block, scores.AsSpan(first, places.Length));
            LoadTime += Stopwatch.GetElapsedTime(start, loaded);
            ScoringTime += Stopwatch.GetElapsedTime(loaded);
        }
        return scores;
    }
}
