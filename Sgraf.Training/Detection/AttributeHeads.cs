using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Sgraf.Training.Detection;

/// <summary>One linear layer a question, over what is seen of a region.</summary>
internal sealed class AttributeHeads : Module<Tensor, IReadOnlyList<Tensor>>
{
    private readonly Linear[] _layers;

    /// <param name="size">Values of what is seen.</param>
    /// <param name="heads">The questions.</param>
    public AttributeHeads(int size, IReadOnlyList<AttributeHead> heads) : base(nameof(AttributeHeads))
    {
        _layers = [.. heads.Select(head => Linear(size, head.ClassCount))];
        foreach (var (i, head) in heads.Index()) register_module(head.Name, _layers[i]);
    }

    /// <param name="looks">(B, R, size)</param>
    /// <returns>For each question the logits of its answers, (B, R, classes).</returns>
    public override IReadOnlyList<Tensor> forward(Tensor looks) => [.. _layers.Select(layer => layer.call(looks))];
}
