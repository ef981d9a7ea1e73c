namespace Sgraf.Model.Scoring;

/// <summary>Why one module gave a pair its score; every number is one that the score was computed from.</summary>
/// <remarks>Node 0 is the global alignment, node l the alignment of word l; words count &lt;start&gt; and &lt;end&gt;.</remarks>
public sealed record PairExplanation
{
    /// <summary>The score, in [0, 1].</summary>
    public required float Score { get; init; }

    /// <summary>The score with the alignment of one word left out, (L): exact, the node is taken from the graph.</summary>
    public required IReadOnlyList<float> ScoresWithoutWord { get; init; }

    /// <summary>R: regions of the image.</summary>
    public required int RegionCount { get; init; }

    /// <summary>Each word's attention over the regions, (L, R); a word's values sum to one.</summary>
    public required IReadOnlyList<float> Attention { get; init; }

    /// <summary>The similarity vectors before the module, (N, S), each of length one.</summary>
    public required IReadOnlyList<float> Alignments { get; init; }

    /// <summary>SGR: how much each node (row) listens to each other (column) in each step, (N, N); a row sums to one. Empty for SAF.</summary>
    public required IReadOnlyList<IReadOnlyList<float>> Edges { get; init; }

    /// <summary>SGR: the nodes before the first step and after each, (N, S). Empty for SAF.</summary>
    public required IReadOnlyList<IReadOnlyList<float>> Nodes { get; init; }

    /// <summary>SAF: the weight of each node, (N); they sum to one. Empty for SGR.</summary>
    public required IReadOnlyList<float> FilterWeights { get; init; }

    /// <summary>The vector that the last layer scores, (S).</summary>
    public required IReadOnlyList<float> SimilarityVector { get; init; }
}
