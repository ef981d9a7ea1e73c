using TorchSharp;
using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Sgraf.Training.Network;

/// <summary>Weighs the alignments of a pair by their worth.</summary>
/// <remarks>
/// Diao et al., AAAI 2021, "Similarity Attention Filtration": <c>a_p = sigmoid(BN(w · s_p))</c>, divided by their sum; the result
/// is <c>l2(Σ a_p s_p)</c>. In training the batch norm couples all pairs of one call: the official code makes one call a caption.
/// </remarks>
internal sealed class AttentionFiltration : Module<Tensor, Tensor>
{
    private static readonly Scalar Epsilon = 1e-8;

    [ComponentName(Name = "attn_sim_w")] private readonly Linear _worth;
    [ComponentName(Name = "bn")] private readonly BatchNormalization _norm;

    /// <param name="similaritySize">S.</param>
    /// <param name="isLearned">Whether the worth of an alignment is learned; else all have the same for good, and this is their mean.</param>
    public AttentionFiltration(int similaritySize, bool isLearned = true) : base(nameof(AttentionFiltration))
    {
        _worth = Linear(similaritySize, 1);
        _norm = new BatchNormalization(1);
        RegisterComponents();
        if (!isLearned) Level();
    }

    /// <summary>Keeps the batch norm from counting what it normalizes, until disposed of.</summary>
    public IDisposable PauseTracking() => _norm.PauseTracking();

    /// <param name="nodes">Global and local alignments, (P, N, S).</param>
    /// <returns>One vector of length one a pair, (P, S).</returns>
    public override Tensor forward(Tensor nodes)
    {
        using var scope = NewDisposeScope();
        return Filter(nodes, _norm.call(_worth.call(nodes).mT)).MoveToOuterDisposeScope();
    }

    /// <summary>The same with the statistics of the batch norm given, so that no pair depends on another.</summary>
    /// <param name="nodes">Global and local alignments, (P, N, S).</param>
    /// <param name="statistics">Those of each pair's caption, (P).</param>
    public Tensor Filter(Tensor nodes, FilterStatistics statistics)
    {
        using var scope = NewDisposeScope();
        var (means, variances) = (statistics.Means.view(-1, 1, 1), statistics.Variances.view(-1, 1, 1));
        return Filter(nodes, _norm.Normalize(_worth.call(nodes).mT, means, variances)).MoveToOuterDisposeScope();
    }

    /// <summary>What the batch norm finds in the nodes of one call.</summary>
    /// <returns>Mean and variance, each (1).</returns>
    public FilterStatistics Measure(Tensor nodes)
    {
        using var scope = NewDisposeScope();
        var worth = _worth.call(nodes).view(1, -1);                                         // (1, P N)
        var means = worth.mean([1]);
        var variances = worth.sub(means.unsqueeze(1)).Squared().mean([1]);
        return new FilterStatistics(means.MoveToOuterDisposeScope(), variances.MoveToOuterDisposeScope());
    }

    /// <summary>A worth of zero for every node, which nothing moves.</summary>
    private void Level()
    {
        using var untracked = no_grad();
        _worth.weight!.zero_();
        _worth.bias!.zero_();
        foreach (var parameter in parameters()) parameter.requires_grad = false;
    }

    private static Tensor Filter(Tensor nodes, Tensor worth)
    {
        var attention = worth.sigmoid();                                                    // (P, 1, N)
        var shares = attention.div(attention.sum(-1, keepdim: true).Plus(Epsilon));          // (P, 1, N)
        return shares.bmm(nodes).squeeze(1).ToUnitLength();                                 // (P, S)
    }
}
