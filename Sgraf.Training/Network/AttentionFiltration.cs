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
    public AttentionFiltration(int similaritySize) : base(nameof(AttentionFiltration))
    {
        _worth = Linear(similaritySize, 1);
        _norm = new BatchNormalization(1);
        RegisterComponents();
    }

    /// <summary>Keeps the batch norm from counting what it normalizes, until disposed of.</summary>
    public IDisposable PauseTracking() => _norm.PauseTracking();

    /// <param name="nodes">Global and local alignments, (P, N, S).</param>
    /// <returns>One vector of length one a pair, (P, S).</returns>
    public override Tensor forward(Tensor nodes)
    {
        using var scope = NewDisposeScope();
        var attention = _norm.call(_worth.call(nodes).mT).sigmoid();                        // (P, 1, N)
        var shares = attention.div(attention.sum(-1, keepdim: true).Plus(Epsilon));          // (P, 1, N)
        return shares.bmm(nodes).squeeze(1).ToUnitLength().MoveToOuterDisposeScope();       // (P, S)
    }
}
