using System.Runtime.Intrinsics;
using Sgraf.Model.Matrices;

namespace Sgraf.Model.Scoring;

/// <summary>SAF: weighs the alignments by their worth and scores their weighted sum.</summary>
/// <remarks>
/// Diao et al., AAAI 2021, "Similarity Attention Filtration": <c>a_p = sigmoid(BN(w · s_p))</c>, divided by their sum;
/// the score is that of <c>l2(Σ a_p s_p)</c>.
/// </remarks>
internal sealed unsafe class AttentionFiltration<TKernel>(SimilarityEncoderWeights weights, int similaritySize) : SimilarityHead(weights)
    where TKernel : struct, IMatrixKernel
{
    private const int Lanes = 16;

    private readonly FilterLayer _filter = weights.Filter ?? throw new ArgumentException("The weights are not those of SAF.", nameof(weights));
    private readonly PanelBuffer _sum = new(similaritySize);
    private readonly AlignedBuffer _attention = new();

    public override void Score(SimilarityGraphs graphs, Span<float> scores, PairTrace? trace = null)
    {
        for (var pair = 0; pair < graphs.Count; pair++)
        {
            var nodes = graphs.Nodes.From(graphs.Start(pair));
            var attention = Attend(nodes, graphs.Size(pair));
            var vector = Filter(nodes, attention);
            scores[pair] = Score(vector, 0);
            if (trace is not null)
                (trace.FilterWeights, trace.SimilarityVector) = (PairTrace.Copy(attention, 1), PairTrace.Copy(vector, 1));
        }
    }

    public override void Dispose()
    {
        _sum.Dispose();
        _attention.Dispose();
    }

    /// <returns>(1, N): what each of so many nodes is worth, one together. Valid until the next call.</returns>
    private PanelMatrix Attend(PanelMatrix nodes, int count)
    {
        var attention = new PanelMatrix(_attention.Reserve(Panels.Size(1, count)), 1, count);
        MatrixProduct<TKernel>.MultiplyTransposed(_filter.Weight, 1, nodes, count, attention);
        Vector512<float> sum = default;
        for (var node = 0; node < count; node += Lanes)
        {
            var worth = Exponential.Sigmoid(Vector512.Load(attention.At(0, node)) + Vector512.Create(_filter.Bias));
            if (count - node < Lanes)
                worth &= Vector512.LessThan(Vector512<int>.Indices, Vector512.Create(count - node)).AsSingle();
            worth.Store(attention.At(0, node));
            sum += worth;
        }
        var share = Vector512.Create(1 / (Vector512.Sum(sum) + RowMath.Epsilon));
        for (var node = 0; node < count; node += Lanes)
            (Vector512.Load(attention.At(0, node)) * share).Store(attention.At(0, node));
        return attention;
    }

    private PanelMatrix Filter(PanelMatrix nodes, PanelMatrix attention)
    {
        var sum = _sum.Take(1);
        RowMath.AddUp(nodes, new ReadOnlySpan<float>(attention.Row(0), attention.Columns), sum, 0);
        RowMath.Normalize(sum, 0, sum, 0);
        return sum;
    }
}
