using Sgraf.Model.Matrices;

namespace Sgraf.Model.Scoring;

/// <summary>SAF: weighs the alignments by their worth and scores their weighted sum.</summary>
/// <remarks>
/// Diao et al., AAAI 2021, "Similarity Attention Filtration": <c>a_p = sigmoid(BN(w · s_p))</c>, divided by their sum;
/// the score is that of <c>l2(Σ a_p s_p)</c>.
/// </remarks>
internal sealed class AttentionFiltration(SimilarityEncoderWeights weights, int similaritySize) : SimilarityHead(weights)
{
    private readonly FilterLayer _filter = weights.Filter ?? throw new ArgumentException("The weights are not those of SAF.", nameof(weights));
    private readonly PanelBuffer _sum = new(similaritySize);
    private float[] _attention = [];

    public override void Score(SimilarityGraphs graphs, Span<float> scores, PairTrace? trace = null)
    {
        if (_attention.Length < graphs.LargestSize)
            _attention = new float[graphs.LargestSize];
        for (var pair = 0; pair < graphs.Count; pair++)
        {
            var nodes = graphs.Nodes.From(graphs.Start(pair));
            var attention = _attention.AsSpan(0, graphs.Size(pair));
            Attend(nodes, attention);
            var vector = Filter(nodes, attention);
            scores[pair] = Score(vector, 0);
            if (trace is not null)
                (trace.FilterWeights, trace.SimilarityVector) = (attention.ToArray(), PairTrace.Copy(vector, 1));
        }
    }

    public override void Dispose() => _sum.Dispose();

    private void Attend(PanelMatrix nodes, Span<float> attention)
    {
        var sum = 0f;
        for (var node = 0; node < attention.Length; node++)
            sum += attention[node] = Sigmoid(RowMath.Dot(nodes, node, _filter.Weight, 0) + _filter.Bias);
        var share = 1 / (sum + RowMath.Epsilon);
        foreach (ref var value in attention)
            value *= share;
    }

    private PanelMatrix Filter(PanelMatrix nodes, ReadOnlySpan<float> attention)
    {
        var sum = _sum.Take(1);
        RowMath.AddUp(nodes, attention, sum, 0);
        RowMath.Normalize(sum, 0, sum, 0);
        return sum;
    }
}
