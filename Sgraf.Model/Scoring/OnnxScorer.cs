using Microsoft.ML.OnnxRuntime;
using Sgraf.Model.Bundles;
using Sgraf.Model.Encoding;
using Sgraf.Model.Graphs;

namespace Sgraf.Model.Scoring;

/// <summary>Scores image-caption pairs as a graph of ONNX Runtime: meant for GPUs, and for checking the kernel of the processor.</summary>
/// <remarks>Any number of threads may score at once.</remarks>
public sealed class OnnxScorer : IDisposable
{
    /// <summary>Image-word pairs in one run: an array of them takes 64 MB at the published sizes, and several live at a time.</summary>
    private const int PairsPerRun = 16384;

    private readonly ModelConfig _config;
    private readonly InferenceSession _session;
    private readonly RunOptions _run = new();

    /// <param name="checkpoint">The network's weights; not needed once the scorer stands.</param>
    /// <param name="config">The network's sizes.</param>
    /// <param name="module">SGR or SAF, as the checkpoint has it.</param>
    /// <param name="device">Where to compute.</param>
    /// <param name="threads">Threads at most on the processor; all of them when 0.</param>
    /// <exception cref="ArgumentException">The module is both: their scores come from two networks.</exception>
    /// <exception cref="CheckpointException">The checkpoint lacks a weight.</exception>
    public OnnxScorer(Checkpoint checkpoint, ModelConfig config, SimilarityModule module, ComputeDevice device = default, int threads = 0)
    {
        ArgumentNullException.ThrowIfNull(checkpoint);
        ArgumentNullException.ThrowIfNull(config);
        if (module is not (SimilarityModule.Sgr or SimilarityModule.Saf))
            throw new ArgumentException($"module is {module}, expected Sgr or Saf; the mean takes a scorer of each.", nameof(module));
        _config = config;
        ArgumentOutOfRangeException.ThrowIfNegative(threads);
        using var options = device.CreateSessionOptions();
        options.IntraOpNumThreads = threads;
        _session = new InferenceSession(ScorerGraph.Build(checkpoint, config, module), options);
    }

    /// <summary>The score of every image with every caption.</summary>
    /// <param name="images">Images as this network's encoder gave them.</param>
    /// <param name="captions">Captions as this network's encoder gave them.</param>
    /// <returns>Scores in [0, 1], (B, C).</returns>
    /// <exception cref="ArgumentException">Images or captions are of another size than the network.</exception>
    /// <exception cref="NotFiniteNumberException">A score is not a number: an embedding overflowed on the way.</exception>
    public float[] Score(EncodedImages images, EncodedCaptions captions)
    {
        Check(images, captions);
        var scores = new float[checked(images.Count * captions.Count)];
        var tile = captions.Count == 0 ? 1 : Math.Max(1, PairsPerRun / captions.Lengths.Max());
        for (var first = 0; first < images.Count; first += tile)
            ScoreTile(images, first, Math.Min(tile, images.Count - first), captions, scores);
        if (Array.FindIndex(scores, score => !float.IsFinite(score)) is >= 0 and var pair)
            throw FusedScorer.NotFinite(pair / captions.Count, pair % captions.Count, scores[pair]);
        return scores;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _session.Dispose();
        _run.Dispose();
    }

    /// <summary>All captions with some images. Binding copies the images to the device once, not once a caption.</summary>
    private void ScoreTile(EncodedImages images, int first, int count, EncodedCaptions captions, float[] scores)
    {
        var (regionCount, size) = (images.RegionCount, images.JointSize);
        var imageSize = regionCount * size;
        using var regions = Tensor(images.Regions.AsMemory(first * imageSize, count * imageSize), count, regionCount, size);
        using var globals = Tensor(images.Globals.AsMemory(first * size, count * size), count, size);
        using var binding = _session.CreateIoBinding();
        binding.BindInput("regions", regions);
        binding.BindInput("images", globals);
        var column = new float[count];
        using var output = Tensor(column, count);
        binding.BindOutput("scores", output);
        for (var caption = 0; caption < captions.Count; caption++)
        {
            ScoreCaption(binding, captions, caption);
            for (var i = 0; i < count; i++) scores[(first + i) * captions.Count + caption] = column[i];
        }
    }

    private void ScoreCaption(OrtIoBinding binding, EncodedCaptions captions, int caption)
    {
        var size = captions.JointSize;
        using var words = Tensor(captions.WordsOf(caption), captions.Lengths[caption], size);
        using var global = Tensor(captions.Globals.AsMemory(caption * size, size), 1, size);
        binding.BindInput("words", words);
        binding.BindInput("caption", global);
        _session.RunWithBinding(_run, binding);
        binding.SynchronizeBoundOutputs();
    }

    private static OrtValue Tensor(Memory<float> values, params long[] shape) =>
        OrtValue.CreateTensorValueFromMemory(OrtMemoryInfo.DefaultInstance, values, shape);

    private void Check(EncodedImages images, EncodedCaptions captions)
    {
        ArgumentNullException.ThrowIfNull(images);
        ArgumentNullException.ThrowIfNull(captions);
        var (regions, size) = (_config.RegionCount, _config.JointSize);
        if (images.RegionCount != regions || images.JointSize != size)
            throw new ArgumentException(
                $"images has {images.RegionCount} regions of {images.JointSize} values, expected {regions} of {size}.", nameof(images));
        if (captions.JointSize != size)
            throw new ArgumentException($"captions has words of {captions.JointSize} values, expected {size}.", nameof(captions));
    }
}
