using Sgraf.Model.Bundles;
using Sgraf.Model.Matrices;
using Sgraf.Model.Scoring;

namespace Sgraf.Training.Alignments;

/// <summary>One thread's aligner with its working memory: an image with some captions at a time.</summary>
internal abstract class PairWorker : IDisposable
{
    public static PairWorker Create(AlignmentWeights weights, ModelConfig config) => InstructionSets.Best switch
    {
        InstructionSet.Avx512 => new PairWorker<Avx512Kernel>(weights, config),
        InstructionSet.Avx2 => new PairWorker<Avx2Kernel>(weights, config),
        _ => new PairWorker<PortableKernel>(weights, config),
    };

    /// <summary>Aligns the pairs of a tile.</summary>
    /// <param name="batch">The batch.</param>
    /// <param name="tile">The image and the captions.</param>
    /// <param name="target">Where the alignments go.</param>
    public abstract void Align(PackedBatch batch, PairTile tile, AlignedRows target);

    /// <summary>Adds to the gradients of all that a tile was made of.</summary>
    /// <param name="batch">The batch.</param>
    /// <param name="tile">The image and the captions.</param>
    /// <param name="aligned">The alignments.</param>
    /// <param name="gradients">Their gradients.</param>
    /// <param name="target">What is added to.</param>
    public abstract void Backward(PackedBatch batch, PairTile tile, AlignedRows aligned, PairRows gradients, ChunkGradient target);

    /// <inheritdoc />
    public abstract void Dispose();
}

/// <inheritdoc />
internal sealed class PairWorker<TKernel>(AlignmentWeights weights, ModelConfig config) : PairWorker
    where TKernel : struct, IMatrixKernel
{
    private readonly int _size = config.SimilaritySize;
    private readonly SimilarityRepresentation<TKernel> _representation = new(weights.Forward.Local, weights.Forward.Global);
    private readonly SimilarityGraphs _graphs = new(config.SimilaritySize);
    private readonly WordsBackward<TKernel> _words = new(weights.Local, config.JointSize);
    private readonly WholesBackward<TKernel> _wholes = new(weights.Global);
    private readonly PanelBuffer _wordGradients = new(config.SimilaritySize);
    private readonly PanelBuffer _wholeGradients = new(config.SimilaritySize);
    private readonly GraphReasoning<TKernel>? _reasoning =
        weights.Forward.Steps.Count > 0 ? new GraphReasoning<TKernel>(weights.Forward, config.SimilaritySize) : null;
    private float[] _scores = [];

    /// <inheritdoc />
    public override void Align(PackedBatch batch, PairTile tile, AlignedRows target)
    {
        _representation.Represent(batch.Images, new Tile(tile.Image, 1, tile.Captions), _graphs);
        for (var place = 0; place < tile.Pairs.Length; place++)
        {
            var (pair, start, size) = (tile.Pairs[place], _graphs.Start(place), _graphs.Size(place));
            Panels.Unpack(_graphs.Nodes, start, size, target.Nodes.Of(pair));
            _graphs.Lengths.Slice(start, size).CopyTo(target.Lengths.Of(pair));
        }
        if (target.SgrScores is { } scores) Score(tile, scores);
    }

    /// <inheritdoc />
    public override void Backward(PackedBatch batch, PairTile tile, AlignedRows aligned, PairRows gradients, ChunkGradient target)
    {
        var words = _wordGradients.Take(tile.Captions.WordCount);
        var wholes = _wholeGradients.Take(tile.Captions.Count);
        for (var place = 0; place < tile.Pairs.Length; place++)
        {
            var pair = tile.Pairs[place];
            ReadOnlySpan<float> node = aligned.Nodes.Of(pair), gradient = gradients.Of(pair), lengths = aligned.Lengths.Of(pair);
            NormBackward.ToSimilarity(node[.._size], gradient[.._size], lengths[0], wholes, place);
            for (var word = 1; word < tile.Captions.GraphSizes[place]; word++)
            {
                NormBackward.ToSimilarity(
                    node.Slice(word * _size, _size), gradient.Slice(word * _size, _size), lengths[word], words,
                    tile.Captions.Start(place) + word - 1);
            }
        }
        _wholes.Run(batch, tile, wholes, target);
        _words.Run(batch, tile, words, target);
    }

    /// <inheritdoc />
    public override void Dispose()
    {
        foreach (var part in (IDisposable[])[_representation, _graphs, _words, _wholes, _wordGradients, _wholeGradients]) part.Dispose();
        _reasoning?.Dispose();
    }

    /// <summary>SGR's scores of what was aligned last; the nodes are used up.</summary>
    private void Score(PairTile tile, PairRows target)
    {
        if (_scores.Length < tile.Pairs.Length) _scores = new float[tile.Pairs.Length];
        _reasoning!.Score(_graphs, _scores);
        for (var place = 0; place < tile.Pairs.Length; place++) target.Of(tile.Pairs[place])[0] = _scores[place];
    }
}
