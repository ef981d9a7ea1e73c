using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;
using Sgraf.Model.Matrices;
using Sgraf.Model.Bundles;

namespace Sgraf.Model.Scoring;

/// <summary>Scores images against captions with one module, on the processor.</summary>
/// <remarks>
/// One pass from embeddings to scores over tiles of a few images and captions; contexts, similarity vectors and edges live only
/// in a thread's working memory. A pair's score is bitwise the same whatever it is scored with and on however many threads.
/// Thread-safe.
/// </remarks>
public sealed class FusedScorer : IDisposable
{
    private readonly ModelConfig _config;
    private readonly SimilarityEncoderWeights _weights;
    private readonly ConcurrentBag<TileScorer> _idle = [];

    /// <param name="checkpoint">The weights.</param>
    /// <param name="config">The sizes of the network.</param>
    /// <param name="module">SGR or SAF; the mean of both comes from two scorers.</param>
    /// <param name="instructions">The instructions to use; the best that the processor has when null.</param>
    public FusedScorer(Checkpoint checkpoint, ModelConfig config, SimilarityModule module, InstructionSet? instructions = null)
    {
        if (module is not (SimilarityModule.Sgr or SimilarityModule.Saf))
            throw new ArgumentException($"module is {module}, expected Sgr or Saf; each has a checkpoint of its own.", nameof(module));
        Instructions = instructions ?? InstructionSets.Best;
        if (!InstructionSets.IsSupported(Instructions))
            throw new PlatformNotSupportedException($"This processor cannot run {Instructions}; leave the choice open to use {InstructionSets.Best}.");
        _config = config;
        _weights = new SimilarityEncoderWeights(checkpoint, config, module);
    }

    /// <summary>The instructions that matrix products run on.</summary>
    public InstructionSet Instructions { get; }

    /// <summary>Scores every image with every caption.</summary>
    /// <param name="images">B images.</param>
    /// <param name="captions">C captions.</param>
    /// <param name="scores">Where the scores go, (B, C), each in [0, 1].</param>
    /// <param name="threads">Threads at most; all processors when 0.</param>
    /// <param name="cancellation">Stops between two tiles, a few milliseconds' work.</param>
    /// <exception cref="ArgumentException">The sizes do not fit each other or the model.</exception>
    /// <exception cref="NotFiniteNumberException">A score is not a number: an embedding overflowed on the way.</exception>
    public unsafe void Score(
        PackedImages images, PackedCaptions captions, Span<float> scores, int threads = 0, CancellationToken cancellation = default)
    {
        Check(images, captions);
        ArgumentOutOfRangeException.ThrowIfNegative(threads);
        if (scores.Length != (long)images.Count * captions.Count)
            throw new ArgumentException($"scores has {scores.Length} places, expected {images.Count} x {captions.Count}.", nameof(scores));

        if (threads == 0) threads = Environment.ProcessorCount;
        var tiles = new Tiles(images.Count, captions, TileScorer.TargetRows(Instructions), threads);
        threads = Math.Min(threads, tiles.Count);
        fixed (float* start = scores)
        {
            var target = start;
            var last = -1;
            Tile? Next() => Interlocked.Increment(ref last) is var index && index < tiles.Count ? tiles[index] : null;
            void Work()
            {
                var scorer = Rent();
                try
                {
                    for (var next = Next(); next is { } tile && !cancellation.IsCancellationRequested;)
                    {
                        next = Next();
                        ScoreTile(scorer, tile, next, images, captions.Count, target);
                    }
                }
                finally
                {
                    _idle.Add(scorer);
                }
            }

            try
            {
                if (threads > 1)
                    Parallel.Invoke(Enumerable.Repeat(Work, threads).ToArray());
                else
                    Work();
            }
            catch (AggregateException failures)
            {
                ExceptionDispatchInfo.Throw(failures.InnerExceptions[0]);
            }
        }
        cancellation.ThrowIfCancellationRequested();
    }

    /// <summary>What a pair's score is made of.</summary>
    /// <param name="images">The images.</param>
    /// <param name="image">Which of them.</param>
    /// <param name="captions">The captions.</param>
    /// <param name="caption">Which of them.</param>
    /// <param name="cancellation">Stops between two words that are left out.</param>
    /// <exception cref="NotFiniteNumberException">The score is not a number: an embedding overflowed on the way.</exception>
    public PairExplanation Explain(PackedImages images, int image, PackedCaptions captions, int caption, CancellationToken cancellation = default)
    {
        Check(images, captions);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)image, (uint)images.Count, nameof(image));
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)caption, (uint)captions.Count, nameof(caption));
        var group = captions.Groups.Last(group => group.First <= caption);
        var scorer = Rent();
        try
        {
            var explanation = scorer.Explain(images, image, group, caption - group.First, cancellation);
            return float.IsFinite(explanation.Score) ? explanation : throw NotFinite(image, caption, explanation.Score);
        }
        finally
        {
            _idle.Add(scorer);
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        foreach (var scorer in _idle)
            scorer.Dispose();
        _weights.Dispose();
    }

    private TileScorer Rent() => _idle.TryTake(out var idle) ? idle : TileScorer.Create(Instructions, _weights, _config);

    private static unsafe void ScoreTile(TileScorer scorer, Tile tile, Tile? upcoming, PackedImages images, int captionCount, float* scores)
    {
        var tileScores = scorer.Score(images, tile, upcoming);
        for (var pair = 0; pair < tileScores.Length; pair++)
        {
            var image = tile.FirstImage + pair / tile.Captions.Count;
            var caption = tile.Captions.First + pair % tile.Captions.Count;
            if (!float.IsFinite(tileScores[pair]))
                throw NotFinite(image, caption, tileScores[pair]);
            scores[(long)image * captionCount + caption] = tileScores[pair];
        }
    }

    internal static NotFiniteNumberException NotFinite(int image, int caption, float score) =>
        new($"Image {image} with caption {caption} scores {score}; its embeddings are too large.");

    private void Check(PackedImages images, PackedCaptions captions)
    {
        if (images.JointSize != _config.JointSize)
            throw new ArgumentException($"images has embeddings of {images.JointSize} values, expected {_config.JointSize}.", nameof(images));
        if (captions.JointSize != _config.JointSize)
            throw new ArgumentException($"captions has embeddings of {captions.JointSize} values, expected {_config.JointSize}.", nameof(captions));
    }
}
