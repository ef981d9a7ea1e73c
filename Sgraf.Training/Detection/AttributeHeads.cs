using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Sgraf.Training.Detection;

/// <summary>One linear layer a question, over the feature of a region: what they can tell, any other layer over it can use.</summary>
internal sealed class AttributeHeads : Module<Tensor, IReadOnlyList<Tensor>>
{
    private readonly Linear[] _layers;

    /// <param name="featureSize">F.</param>
    /// <param name="heads">The questions.</param>
    public AttributeHeads(int featureSize, IReadOnlyList<AttributeHead> heads) : base(nameof(AttributeHeads))
    {
        _layers = [.. heads.Select(head => Linear(featureSize, head.ClassCount))];
        foreach (var (i, head) in heads.Index()) register_module(head.Name, _layers[i]);
    }

    /// <param name="features">(B, R, F)</param>
    /// <returns>For each question the logits of its answers, (B, R, classes).</returns>
    public override IReadOnlyList<Tensor> forward(Tensor features) => [.. _layers.Select(layer => layer.call(features))];
}
