using Sgraf.Model.Bundles;
using Sgraf.Training.Network;
using Sgraf.Training.Objective;
using static TorchSharp.torch;

namespace Sgraf.Training.Tests.Objective;

/// <summary>The definition of constant statistics: the plain loop over all pairs with the batch norm's statistics cut off.</summary>
internal sealed class DetachedStatistics(SgrafNetwork network, HingeLoss hinge) : IObjective
{
    public IReadOnlyList<LossTerm> Differentiate(EncodedBatch batch, IReadOnlyList<int> images)
    {
        using var scope = NewDisposeScope();
        var head = network.Head(SimilarityModule.Saf);
        var columns = Enumerable.Range(0, batch.Lengths.Count).Select(caption =>
        {
            var nodes = network.Align(batch, caption);
            var statistics = head.Measure(nodes);
            head.call(nodes).Dispose();     // counts what the batch norm sees
            return head.Score(nodes, new FilterStatistics(statistics.Means.detach(), statistics.Variances.detach()));
        });
        var loss = hinge.Of(stack(columns.ToArray(), dim: 1));
        loss.backward();
        return [new LossTerm("saf", loss.item<float>())];
    }

    public void Dispose() => hinge.Dispose();
}
