using Sgraf.Model.Bundles;
using Sgraf.Model.Encoding;
using Sgraf.Model.Matrices;
using Sgraf.Model.Scoring;

namespace Sgraf.Training.Evaluation;

/// <summary>One network of a bundle with the captions it is to score, encoded once.</summary>
internal sealed class ModuleScorer : IDisposable
{
    private readonly ImageEncoder _images;
    private readonly PackedCaptions _captions;
    private readonly FusedScorer _scorer;
    private readonly ModelConfig _config;

    /// <param name="checkpoint">The network's weights.</param>
    /// <param name="config">Its sizes.</param>
    /// <param name="module">SGR or SAF.</param>
    /// <param name="captions">Word ids of each caption, its start and end included.</param>
    /// <param name="cancellation">Stops the encoding.</param>
    public ModuleScorer(Checkpoint checkpoint, ModelConfig config, SimilarityModule module, IReadOnlyList<int[]> captions, CancellationToken cancellation = default)
    {
        _config = config;
        var encoded = Task.Run(() => Encode(checkpoint, config, captions, cancellation), CancellationToken.None);    // each part takes a good part of a second to start
        _images = new ImageEncoder(checkpoint, config);
        _scorer = new FusedScorer(checkpoint, config, module);
        try
        {
            _captions = encoded.GetAwaiter().GetResult();
        }
        catch
        {
            _scorer.Dispose();
            _images.Dispose();
            throw;
        }
    }

    /// <summary>The instructions that the scorer runs on.</summary>
    public InstructionSet Instructions => _scorer.Instructions;

    /// <summary>Scores some images with all captions.</summary>
    /// <param name="features">Detector features, (B, R, F).</param>
    /// <param name="scores">Where the scores go, (B, C), each in [0, 1].</param>
    /// <param name="threads">Threads that score; all processors when 0.</param>
    /// <param name="cancellation">Stops the work.</param>
    public void Score(ReadOnlyMemory<float> features, Span<float> scores, int threads, CancellationToken cancellation)
    {
        var count = scores.Length / _captions.Count;
        using var images = new PackedImages(_images.Encode(features, count, _config.RegionCount, _config.FeatureSize));
        _scorer.Score(images, _captions, scores, threads, cancellation);
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _scorer.Dispose();
        _images.Dispose();
        _captions.Dispose();
    }

    private static PackedCaptions Encode(Checkpoint checkpoint, ModelConfig config, IReadOnlyList<int[]> captions, CancellationToken cancellation)
    {
        using var encoder = new TextEncoder(checkpoint, config);
        return new PackedCaptions(encoder.Encode(captions, cancellation));
    }
}
