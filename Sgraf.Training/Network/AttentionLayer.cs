using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Sgraf.Training.Network;

/// <summary>One of the two views that <see cref="GlobalAttention"/> multiplies: <c>dropout(tanh(BN(W v)))</c>.</summary>
internal sealed class AttentionLayer : Module<Tensor, Tensor>
{
    [ComponentName(Name = "0")] private readonly Linear _projection;
    [ComponentName(Name = "1")] private readonly BatchNormalization? _norm;
    private readonly double _dropout;

    /// <param name="jointSize">D.</param>
    /// <param name="normChannels">Channels of the batch norm; none where captions are read.</param>
    /// <param name="dropout">Share of values left out in training.</param>
    public AttentionLayer(int jointSize, int? normChannels, double dropout) : base(nameof(AttentionLayer))
    {
        _projection = Linear(jointSize, jointSize);
        _norm = normChannels is { } channels ? new BatchNormalization(channels) : null;
        _dropout = dropout;
        RegisterComponents();
    }

    /// <param name="vectors">(P, D) or (P, parts, D).</param>
    public override Tensor forward(Tensor vectors)
    {
        using var scope = NewDisposeScope();
        var views = _projection.call(vectors);
        if (_norm is not null) views = _norm.call(views);
        return functional.dropout(views.tanh(), _dropout, training).MoveToOuterDisposeScope();
    }
}
