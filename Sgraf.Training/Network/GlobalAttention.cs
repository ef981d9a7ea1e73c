using TorchSharp;
using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Sgraf.Training.Network;

/// <summary>The whole of an image or a caption, as a weighted sum of its parts.</summary>
/// <remarks>
/// Diao et al., AAAI 2021, "global representations" by self-attention:
/// <c>l2(Σ_i softmax_i(w · (tanh(W_l v_i) * tanh(W_g mean v))) v_i)</c>. For images both views pass a batch norm before tanh; the
/// first has one channel per region rank.
/// </remarks>
internal sealed class GlobalAttention : Module<Tensor, Tensor?, Tensor>
{
    private static readonly Scalar Zero = 0;
    private static readonly Scalar Never = double.NegativeInfinity;

    [ComponentName(Name = "embedding_local")] private readonly AttentionLayer _part;
    [ComponentName(Name = "embedding_global")] private readonly AttentionLayer _mean;
    [ComponentName(Name = "embedding_common")] private readonly Sequential _weight;

    /// <param name="jointSize">D.</param>
    /// <param name="regionCount">R for images; null for captions, which have no batch norm.</param>
    /// <param name="dropout">Share of values left out in training.</param>
    public GlobalAttention(int jointSize, int? regionCount, double dropout) : base(nameof(GlobalAttention))
    {
        _part = new AttentionLayer(jointSize, regionCount, dropout);
        _mean = new AttentionLayer(jointSize, regionCount is null ? null : jointSize, dropout);
        _weight = Sequential(Linear(jointSize, 1));
        RegisterComponents();
    }

    /// <param name="parts">Regions (B, R, D), or words (C, L, D) with zeros past a caption's end.</param>
    /// <param name="isPadding">True past a caption's end, (C, L); null for images.</param>
    /// <returns>(B, D) or (C, D), of length one.</returns>
    public override Tensor forward(Tensor parts, Tensor? isPadding)
    {
        using var scope = NewDisposeScope();
        var common = _part.call(parts).mul(_mean.call(Mean(parts, isPadding)).unsqueeze(1));        // (P, parts, D)
        var logits = _weight.call(common).squeeze(-1);                                              // (P, parts)
        if (isPadding is not null) logits = logits.masked_fill(isPadding, Never);
        var weights = functional.softmax(logits, dim: -1).unsqueeze(1);                             // (P, 1, parts)
        return weights.bmm(parts).squeeze(1).ToUnitLength().MoveToOuterDisposeScope();              // (P, D)
    }

    private static Tensor Mean(Tensor parts, Tensor? isPadding)
    {
        if (isPadding is null) return parts.mean([1]);
        var counts = isPadding.eq(Zero).sum(1, keepdim: true);                                      // (C, 1)
        return parts.sum(1).div(counts);
    }
}
