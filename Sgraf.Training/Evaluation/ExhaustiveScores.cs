using Sgraf.Model.Bundles;
using Sgraf.Training.Data;

namespace Sgraf.Training.Evaluation;

/// <summary>Scores every image of a fold with every caption of it.</summary>
internal static class ExhaustiveScores
{
    private const int ImagesAtOnce = 32;

    /// <param name="bundle">The model.</param>
    /// <param name="module">Which of its networks, or the mean of both.</param>
    /// <param name="data">The features.</param>
    /// <param name="fold">The images and captions.</param>
    /// <param name="threads">Threads that score; all processors when 0.</param>
    /// <param name="advance">Told the pairs scored since the last call.</param>
    /// <param name="cancellation">Stops the work.</param>
    /// <returns>(B, C)</returns>
    public static float[] Of(
        Bundle bundle, SimilarityModule module, DataSplit data, EvaluationFold fold, int threads, Action<long> advance, CancellationToken cancellation)
    {
        using var scorer = new BundleScorer(bundle, module, fold.Captions, cancellation);
        var captionCount = fold.Captions.Count;
        var scores = new float[checked(fold.ImageCount * captionCount)];
        var size = data.RegionCount * data.FeatureSize;
        var features = new float[ImagesAtOnce * size];
        for (var first = 0; first < fold.ImageCount; first += ImagesAtOnce)
        {
            var count = Math.Min(ImagesAtOnce, fold.ImageCount - first);
            for (var image = 0; image < count; image++) data.CopyFeatures(fold.FirstImage + first + image, features.AsSpan(image * size, size));
            var pairs = count * captionCount;
            scorer.Score(features.AsMemory(0, count * size), scores.AsSpan(first * captionCount, pairs), threads, cancellation);
            advance(pairs);
        }
        return scores;
    }
}
