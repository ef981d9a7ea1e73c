using Sgraf.Model.Bundles;
using Sgraf.Training.Network;

namespace Sgraf.Training.Objective;

/// <summary>The hinge loss as the official code has it: all pairs, caption by caption, all of them kept for the backward pass.</summary>
/// <remarks>The yardstick of the faster objectives, in tests and in <c>sgraf bench train</c>.</remarks>
internal sealed class PlainObjective(SgrafNetwork network, SimilarityModule module, HingeLoss hinge) : IObjective
{
    /// <inheritdoc />
    public IReadOnlyList<LossTerm> Differentiate(EncodedBatch batch, IReadOnlyList<int> images)
    {
        using var scope = TorchSharp.torch.NewDisposeScope();
        var loss = hinge.Of(network.Score(batch, module));
        loss.backward();
        return [new LossTerm(module.TermName(), loss.item<float>())];
    }

    /// <inheritdoc />
    public void Dispose() => hinge.Dispose();
}
