using System.Numerics.Tensors;
using Sgraf.Model.Bundles;
using Sgraf.Model.Matrices;

namespace Sgraf.Training.Evaluation;

/// <summary>Scores images, a block at a time, with a fixed set of captions by one network of a bundle or the mean of both.</summary>
internal sealed class BundleScorer : IDisposable
{
    private readonly ModuleScorer[] _modules;
    private float[] _second = [];

    /// <param name="bundle">The model.</param>
    /// <param name="module">Which of its networks; the mean of both for <see cref="SimilarityModule.Sgraf"/>.</param>
    /// <param name="captions">Word ids of each caption, its start and end included.</param>
    /// <param name="cancellation">Stops the encoding of the captions.</param>
    /// <exception cref="CheckpointException">The bundle has no such network.</exception>
    public BundleScorer(Bundle bundle, SimilarityModule module, IReadOnlyList<int[]> captions, CancellationToken cancellation)
    {
        SimilarityModule[] chosen = [.. module.Parts()];
        var checkpoints = Array.ConvertAll(chosen, part => bundle[part]);
        _modules = new ModuleScorer[chosen.Length];
        var options = new ParallelOptions { CancellationToken = cancellation };
        try
        {
            Parallel.For(0, chosen.Length, options, i => _modules[i] = new ModuleScorer(checkpoints[i], bundle.Config, chosen[i], captions, cancellation));
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>The instructions that the scorers run on.</summary>
    public InstructionSet Instructions => _modules[0].Instructions;

    /// <summary>Scores some images with all captions.</summary>
    /// <param name="features">Detector features, (B, R, F).</param>
    /// <param name="scores">Where the scores go, (B, C), each in (0, 1).</param>
    /// <param name="threads">Threads that score; all processors when 0.</param>
    /// <param name="cancellation">Stops the work.</param>
    public void Score(ReadOnlyMemory<float> features, Span<float> scores, int threads, CancellationToken cancellation)
    {
        _modules[0].Score(features, scores, threads, cancellation);
        if (_modules.Length == 1) return;
        if (_second.Length < scores.Length) _second = new float[scores.Length];
        var second = _second.AsSpan(0, scores.Length);
        _modules[1].Score(features, second, threads, cancellation);
        TensorPrimitives.Add(scores, second, scores);
        TensorPrimitives.Multiply(scores, 0.5f, scores);
    }

    /// <inheritdoc />
    public void Dispose()
    {
        foreach (var module in _modules) module?.Dispose();    // of some, where others failed
    }
}
