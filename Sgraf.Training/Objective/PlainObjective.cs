using Sgraf.Model.Bundles;
using Sgraf.Training.Network;

namespace Sgraf.Training.Objective;

/// <summary>The hinge loss as the official code has it: all pairs, caption by caption, all of them kept for the backward pass.</summary>
/// <remarks>The yardstick of the faster objectives, in tests and in <c>sgraf bench train</c>. Several modules are done in turn.</remarks>
internal sealed class PlainObjective(SgrafNetwork network, HingeLoss hinge) : IObjective
{
    /// <inheritdoc />
    public IReadOnlyList<LossTerm> Differentiate(EncodedBatch batch, IReadOnlyList<int> images) =>
        [.. network.Modules.Select(module => Differentiate(batch, module))];

    /// <inheritdoc />
    public void Dispose() => hinge.Dispose();

    private LossTerm Differentiate(EncodedBatch batch, SimilarityModule module)
    {
        using var scope = TorchSharp.torch.NewDisposeScope();
        var loss = hinge.Of(network.Score(batch, module));
        loss.backward();
        return new LossTerm(module.TermName(), loss.item<float>());
    }
}
