using System.Numerics.Tensors;
using Sgraf.Model.Bundles;
using Sgraf.Model.Scoring;
using Sgraf.Model.Search;
using Sgraf.Training.Data;

namespace Sgraf.Training.Distillation;

/// <summary>The scorer of a bundle, asked once for all pairs of some images with all their captions.</summary>
internal sealed class Teacher
{
    /// <summary>A score of exactly 0 or 1, which single precision can round to, has no logit.</summary>
    private const float Least = 1e-6f;

    private readonly BundleNetworks _networks;
    private readonly ShortlistVectors _globals;
    private readonly DataSplit _data;
    private readonly ILookup<int, int> _captionsOf;
    private readonly int _threads;

    /// <param name="bundle">The model.</param>
    /// <param name="networks">Its networks; they stay the caller's.</param>
    /// <param name="data">Images and captions; they stay the caller's.</param>
    /// <param name="threads">Threads that score; all processors when 0.</param>
    public Teacher(Bundle bundle, BundleNetworks networks, DataSplit data, int threads)
    {
        (_networks, _data, _threads) = (networks, data, threads);
        _globals = new ShortlistVectors(bundle with { Shortlist = null });
        _captionsOf = Enumerable.Range(0, data.Captions.Count).ToLookup(caption => data.ImageOf[caption]);
    }

    /// <summary>Pairs that are scored for some images.</summary>
    public long Pairs(int[] images) => (long)_networks.Modules.Count * images.Length * images.Sum(image => _captionsOf[image].Count());

    /// <summary>Scores all pairs by every network of the bundle.</summary>
    /// <param name="images">Which images.</param>
    /// <param name="advance">Called with the pairs scored since the last call.</param>
    /// <param name="cancellation">Stops the work.</param>
    public TeacherBlock Score(int[] images, Action<long> advance, CancellationToken cancellation)
    {
        var captions = images.SelectMany(image => _captionsOf[image]).Select(caption => _data.Captions[caption]).ToArray();
        var encodedImages = _networks.EncodeImages(_data.ReadFeatures(images));
        var encodedCaptions = _networks.EncodeCaptions(captions);
        var sums = new float[images.Length * captions.Length];
        var scores = new float[sums.Length];
        foreach (var module in _networks.Modules)
        {
            using var packedImages = new PackedImages(encodedImages[module]);
            using var packedCaptions = new PackedCaptions(encodedCaptions[module]);
            _networks.Scorers[module].Score(packedImages, packedCaptions, scores, _threads, cancellation);
            TensorPrimitives.Add(sums, scores, sums);
            advance(scores.Length);
        }
        var logits = Array.ConvertAll(sums, sum => Logit(sum / _networks.Modules.Count));
        return new TeacherBlock(_globals.OfImages(encodedImages), _globals.OfCaptions(encodedCaptions), logits, images.Length);
    }

    private static float Logit(float score)
    {
        var share = Math.Clamp(score, Least, 1 - Least);
        return MathF.Log(share / (1 - share));
    }
}
