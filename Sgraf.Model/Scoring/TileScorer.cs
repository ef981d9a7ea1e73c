using Sgraf.Model.Bundles;
using Sgraf.Model.Matrices;

namespace Sgraf.Model.Scoring;

/// <summary>One thread's scorer with its working memory: some images against one group of captions at a time.</summary>
internal abstract class TileScorer : IDisposable
{
    public static TileScorer Create(InstructionSet instructions, SimilarityEncoderWeights weights, ModelConfig config) => instructions switch
    {
        InstructionSet.Avx512 => new TileScorer<Avx512Kernel>(weights, config),
        InstructionSet.Avx2 => new TileScorer<Avx2Kernel>(weights, config),
        _ => new TileScorer<PortableKernel>(weights, config),
    };

    /// <summary>
    /// Words times images of a tile: full blocks of rows, and differences that leave room in the second-level cache, of mostly 1 MB
    /// where there are vectors of 512 bits and 512 KB elsewhere.
    /// </summary>
    public static int TargetRows(InstructionSet instructions) => instructions == InstructionSet.Avx512 ? 112 : 72;

    /// <summary>Scores of each image with each caption of the group, images outermost. Valid until the next call.</summary>
    /// <param name="images">The images.</param>
    /// <param name="tile">Which of them, and the captions.</param>
    /// <param name="upcoming">The tile that will be scored next, if one will: what it needs first is in the cache by then.</param>
    public abstract ReadOnlySpan<float> Score(PackedImages images, Tile tile, Tile? upcoming);

    /// <summary>Everything about one pair; the caption is named by its place in the group.</summary>
    public abstract PairExplanation Explain(PackedImages images, int image, CaptionGroup captions, int caption, CancellationToken cancellation);

    public abstract void Dispose();
}

/// <inheritdoc />
internal sealed class TileScorer<TKernel>(SimilarityEncoderWeights weights, ModelConfig config) : TileScorer
    where TKernel : struct, IMatrixKernel
{
    private readonly SimilarityRepresentation<TKernel> _representation = new(weights.Local, weights.Global);
    private readonly SimilarityGraphs _graphs = new(config.SimilaritySize);
    private readonly SimilarityGraphs _variants = new(config.SimilaritySize);
    private readonly SimilarityHead _head = weights.Filter is null
        ? new GraphReasoning<TKernel>(weights, config.SimilaritySize)
        : new AttentionFiltration<TKernel>(weights, config.SimilaritySize);
    private float[] _scores = [];

    public override ReadOnlySpan<float> Score(PackedImages images, Tile tile, Tile? upcoming)
    {
        _representation.Represent(images, tile, _graphs, upcoming);
        return ScoreGraphs(_graphs);
    }

    public override PairExplanation Explain(PackedImages images, int image, CaptionGroup captions, int caption, CancellationToken cancellation)
    {
        _representation.Represent(images, new Tile(image, 1, captions), _graphs);
        var (node, size) = (_graphs.Start(caption), _graphs.Size(caption));
        var trace = new PairTrace();
        var score = new float[1];
        _variants.Reset(1, [size]);
        _variants.CopyPair(0, _graphs, node, withoutNode: -1);
        var alignments = PairTrace.Copy(_variants.Nodes, size);
        _head.Score(_variants, score, trace);

        var without = new float[size - 1];
        for (var word = 0; word < without.Length; word++)
        {
            cancellation.ThrowIfCancellationRequested();
            _variants.Reset(1, [size - 1]);
            _variants.CopyPair(0, _graphs, node, withoutNode: word + 1);
            _head.Score(_variants, without.AsSpan(word, 1));
        }
        return new PairExplanation
        {
            Score = score[0],
            ScoresWithoutWord = without,
            RegionCount = images.RegionCount,
            Attention = AttentionOf(captions, caption, images.RegionCount),
            Alignments = alignments,
            Edges = trace.Edges,
            Nodes = trace.Nodes,
            FilterWeights = trace.FilterWeights,
            SimilarityVector = trace.SimilarityVector,
        };
    }

    public override void Dispose()
    {
        _representation.Dispose();
        _graphs.Dispose();
        _variants.Dispose();
        _head.Dispose();
    }

    private ReadOnlySpan<float> ScoreGraphs(SimilarityGraphs graphs)
    {
        if (_scores.Length < graphs.Count)
            _scores = new float[graphs.Count];
        var scores = _scores.AsSpan(0, graphs.Count);
        _head.Score(graphs, scores);
        return scores;
    }

    /// <summary>(L, R)</summary>
    private unsafe float[] AttentionOf(CaptionGroup captions, int caption, int regionCount)
    {
        var attention = new float[(captions.Start(caption + 1) - captions.Start(caption)) * regionCount];
        for (var value = 0; value < attention.Length; value++)
            attention[value] = *_representation.LastAttention.At(captions.Start(caption) + value / regionCount, value % regionCount);
        return attention;
    }
}
