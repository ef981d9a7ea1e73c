using Sgraf.Model.Bundles;
using Sgraf.Training.Network;
using TorchSharp;
using static TorchSharp.torch;

namespace Sgraf.Training.Objective;

/// <summary>The hinge loss over SGR's scores.</summary>
/// <remarks>
/// A pass without gradient finds the loss and the pairs that it depends on; only these are differentiated. The loss and the
/// gradient are those of <see cref="PlainObjective"/>, at a fraction of its time and memory.
/// </remarks>
internal sealed class SgrObjective(SgrafNetwork network, HingeLoss hinge) : IObjective
{
    /// <inheritdoc />
    public IReadOnlyList<LossTerm> Differentiate(EncodedBatch batch, IReadOnlyList<int> images)
    {
        using var scope = NewDisposeScope();
        var (loss, slopes) = hinge.Differentiate(ScoreAll(batch));
        if (double.IsFinite(loss)) SelectedPairs.Backward(network, batch, slopes, (nodes, _) => network.Head(SimilarityModule.Sgr).call(nodes));
        return [new LossTerm(SimilarityModule.Sgr.TermName(), loss)];
    }

    /// <inheritdoc />
    public void Dispose() => hinge.Dispose();

    private Tensor ScoreAll(EncodedBatch batch)
    {
        if (batch.Regions.device_type == DeviceType.CPU && network.Variant.IsServable) return KernelScores.Of(network, batch, SimilarityModule.Sgr);
        using var untracked = no_grad();
        return network.Score(batch, SimilarityModule.Sgr);
    }
}
