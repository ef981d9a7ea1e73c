using Sgraf.Model.Bundles;
using Sgraf.Training.Network;
using static TorchSharp.torch;

namespace Sgraf.Training.Objective;

/// <summary>The hinge loss over SAF's scores.</summary>
/// <remarks>
/// SAF's batch norm ties all pairs of a caption together, so each of them has a part in the gradient. A pass without gradient finds
/// the loss; then caption by caption is differentiated and forgotten. The loss and the gradient are those of
/// <see cref="PlainObjective"/>, in the memory of one caption.
/// </remarks>
internal sealed class SafObjective(SgrafNetwork network, HingeLoss hinge) : IObjective
{
    /// <inheritdoc />
    public IReadOnlyList<LossTerm> Differentiate(EncodedBatch batch, IReadOnlyList<int> images)
    {
        using var scope = NewDisposeScope();
        var (loss, slopes) = hinge.Differentiate(ScoreAll(batch));
        if (!double.IsFinite(loss)) return [new LossTerm(SimilarityModule.Saf.TermName(), loss)];
        var values = NetworkWeights.Read(slopes).Values.ToArray();
        using var _ = network.PauseTracking();      // the first pass has counted each caption
        for (var caption = 0; caption < batch.Lengths.Count; caption++)
            if (Matters(values, caption, batch.Lengths.Count)) Backward(batch, caption, slopes.select(1, caption));
        return [new LossTerm(SimilarityModule.Saf.TermName(), loss)];
    }

    /// <inheritdoc />
    public void Dispose() => hinge.Dispose();

    private Tensor ScoreAll(EncodedBatch batch)
    {
        using var untracked = no_grad();
        return network.Score(batch, SimilarityModule.Saf);
    }

    private static bool Matters(float[] slopes, int caption, int captionCount)
    {
        for (var place = caption; place < slopes.Length; place += captionCount)
            if (slopes[place] != 0) return true;
        return false;
    }

    private void Backward(EncodedBatch batch, int caption, Tensor slopes)
    {
        using var scope = NewDisposeScope();
        network.ScoreCaption(batch, caption, SimilarityModule.Saf).backward([slopes]);
    }
}
