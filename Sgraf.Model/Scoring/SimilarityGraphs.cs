using Sgraf.Model.Matrices;

namespace Sgraf.Model.Scoring;

/// <summary>The nodes of several pairs, one pair after the other: its global alignment, then one alignment a word.</summary>
/// <param name="similaritySize">S.</param>
internal sealed class SimilarityGraphs(int similaritySize) : IDisposable
{
    private readonly PanelBuffer _nodes = new(similaritySize);
    private int[] _starts = new int[1];
    private float[] _lengths = [];

    /// <summary>How many pairs.</summary>
    public int Count { get; private set; }

    /// <summary>Nodes of all pairs.</summary>
    public int NodeCount => _starts[Count];

    /// <summary>All nodes, (nodes, S).</summary>
    public PanelMatrix Nodes { get; private set; }

    /// <summary>Length of each similarity vector before it was normalised to a node.</summary>
    public Span<float> Lengths => _lengths.AsSpan(0, NodeCount);

    /// <summary>The first node, the global one, of a pair.</summary>
    public int Start(int pair) => _starts[pair];

    public int Size(int pair) => _starts[pair + 1] - _starts[pair];

    /// <summary>Makes room for so many pairs of the sizes that repeat in turn; the nodes are then to be filled.</summary>
    public void Reset(int count, ReadOnlySpan<int> sizes)
    {
        if (_starts.Length <= count)
            _starts = new int[count + 1];
        Count = count;
        for (var pair = 0; pair < count; pair++)
            _starts[pair + 1] = _starts[pair] + sizes[pair % sizes.Length];
        Nodes = _nodes.Take(NodeCount);
        if (_lengths.Length < NodeCount)
            _lengths = new float[NodeCount];
    }

    /// <summary>Fills a pair with nodes of other graphs, all in order but one.</summary>
    /// <param name="pair">The pair to fill.</param>
    /// <param name="source">Where the nodes are.</param>
    /// <param name="first">The first of them.</param>
    /// <param name="withoutNode">Which, counted from the first, to leave out; -1 for none.</param>
    public void CopyPair(int pair, SimilarityGraphs source, int first, int withoutNode)
    {
        for (var node = 0; node < Size(pair); node++)
        {
            var skipped = withoutNode >= 0 && node >= withoutNode ? 1 : 0;
            RowMath.Copy(source.Nodes, first + node + skipped, Nodes, Start(pair) + node);
        }
    }

    public void Dispose() => _nodes.Dispose();
}
