using System.Numerics.Tensors;
using Sgraf.Model.Bundles;
using Sgraf.Model.Encoding;
using Sgraf.Training.Data;
using Sgraf.Training.Network;
using TorchSharp;

namespace Sgraf.Training.Evaluation;

/// <summary>Ranks the first images of a split, and their captions, with a network in training.</summary>
/// <remarks>
/// The weights go through the same code that serves them, so what is measured is what a bundle will do; those of a variant that no
/// bundle holds go through libtorch.
/// </remarks>
internal sealed class DevEvaluation
{
    private const int ImagesAtOnce = 64;

    private readonly DataSplit _data;
    private readonly int _imageCount;
    private readonly int[][] _captions;
    private readonly int[] _imageOf;

    /// <param name="data">The split.</param>
    /// <param name="images">Images at most.</param>
    public DevEvaluation(DataSplit data, int images)
    {
        (_data, _imageCount) = (data, Math.Min(images, data.ImageCount));
        int[] members = [.. Enumerable.Range(0, data.Captions.Count).Where(caption => data.ImageOf[caption] < _imageCount)];
        _captions = Array.ConvertAll(members, caption => data.Captions[caption]);
        _imageOf = Array.ConvertAll(members, caption => data.ImageOf[caption]);
    }

    /// <summary>The metrics of each module, and of the mean of both as <c>sgraf</c>.</summary>
    public IReadOnlyDictionary<string, RetrievalMetrics> Run(SgrafNetwork network, CancellationToken cancellation)
    {
        if (network.Kind == NetworkKind.Dual) return new Dictionary<string, RetrievalMetrics> { ["dual"] = MetricsOf(ScoreWholes(network)) };
        var metrics = new Dictionary<string, RetrievalMetrics>();
        float[]? sum = null;
        foreach (var module in network.Modules)
        {
            var scores = ScorePairs(network, module, cancellation);
            metrics[module.ToString().ToLowerInvariant()] = MetricsOf(scores);
            if (sum is not null) TensorPrimitives.Add(sum, scores, scores);
            sum = scores;
        }
        if (network.Kind == NetworkKind.Joint) metrics["sgraf"] = MetricsOf(sum);      // the sum ranks as the mean does
        return metrics;
    }

    private RetrievalMetrics MetricsOf(float[]? scores) => RetrievalMetrics.Of(RetrievalRanks.Of(scores, _imageOf));

    private float[] ScorePairs(SgrafNetwork network, SimilarityModule module, CancellationToken cancellation)
    {
        if (!network.Variant.IsServable) return TorchScores.Of(network, module, _captions, Blocks(), _imageCount, cancellation);
        using var scorer = new ModuleScorer(network.ToCheckpoint(module), network.Config, module, _captions);
        var scores = new float[_imageCount * _captions.Length];
        foreach (var (first, count, features) in Blocks())
            scorer.Score(features, scores.AsSpan(first * _captions.Length, count * _captions.Length), torch.get_num_threads(), cancellation);
        return scores;
    }

    private float[] ScoreWholes(SgrafNetwork network)
    {
        var (checkpoint, config) = (network.ToCheckpoint(default), network.Config);
        using var images = new ImageEncoder(checkpoint, config);
        using var texts = new TextEncoder(checkpoint, config);
        var (size, captions) = (config.JointSize, texts.Encode(_captions).Globals);
        var scores = new float[_imageCount * _captions.Length];
        foreach (var (first, count, features) in Blocks())
        {
            var wholes = images.Encode(features, count, config.RegionCount, config.FeatureSize).Globals;
            Parallel.For(0, count * _captions.Length, pair => scores[first * _captions.Length + pair] = TensorPrimitives.Dot(
                wholes.AsSpan(pair / _captions.Length * size, size), captions.AsSpan(pair % _captions.Length * size, size)));
        }
        return scores;
    }

    private IEnumerable<(int First, int Count, Memory<float> Features)> Blocks()
    {
        var size = _data.RegionCount * _data.FeatureSize;
        var features = new float[Math.Min(ImagesAtOnce, _imageCount) * size];
        for (var first = 0; first < _imageCount; first += ImagesAtOnce)
        {
            var count = Math.Min(ImagesAtOnce, _imageCount - first);
            for (var image = 0; image < count; image++) _data.CopyFeatures(first + image, features.AsSpan(image * size, size));
            yield return (first, count, features.AsMemory(0, count * size));
        }
    }
}
