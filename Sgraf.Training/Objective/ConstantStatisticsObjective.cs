using Sgraf.Model.Bundles;
using Sgraf.Training.Network;
using static TorchSharp.torch;

namespace Sgraf.Training.Objective;

/// <summary>The hinge loss over SAF's scores, with the statistics of its batch norm as constants in the gradient.</summary>
/// <remarks>
/// Only those statistics tie the pairs of a caption together. A pass without gradient finds them, the loss, and the pairs that it
/// depends on; only these are differentiated, as in <see cref="SgrObjective"/>. Differs: the official code differentiates the
/// statistics too, see <see cref="SafObjective"/>. The loss and the running statistics are the official ones.
/// </remarks>
internal sealed class ConstantStatisticsObjective(SgrafNetwork network, HingeLoss hinge) : IObjective
{
    private readonly SimilarityHead _head = network.Head(SimilarityModule.Saf);

    /// <inheritdoc />
    public IReadOnlyList<LossTerm> Differentiate(EncodedBatch batch, IReadOnlyList<int> images)
    {
        using var scope = NewDisposeScope();
        var (scores, statistics) = ScoreAll(batch);
        var (loss, slopes) = hinge.Differentiate(scores);
        if (double.IsFinite(loss))
            SelectedPairs.Backward(network, batch, slopes, (nodes, captions) => _head.Score(nodes, statistics.Of(captions)));
        return [new LossTerm(SimilarityModule.Saf.TermName(), loss)];
    }

    /// <inheritdoc />
    public void Dispose() => hinge.Dispose();

    private (Tensor Scores, FilterStatistics Statistics) ScoreAll(EncodedBatch batch)
    {
        using var untracked = no_grad();
        var captions = Enumerable.Range(0, batch.Lengths.Count).Select(caption => Score(batch, caption)).ToArray();
        return (
            stack(Array.ConvertAll(captions, caption => caption.Scores), dim: 1),
            new FilterStatistics(
                cat(Array.ConvertAll(captions, caption => caption.Statistics.Means)),
                cat(Array.ConvertAll(captions, caption => caption.Statistics.Variances))));
    }

    /// <returns>(B), and the statistics of one caption.</returns>
    private (Tensor Scores, FilterStatistics Statistics) Score(EncodedBatch batch, int caption)
    {
        using var scope = NewDisposeScope();
        var nodes = network.Align(batch, caption);                                              // (B, N, S)
        var (scores, statistics) = (_head.call(nodes), _head.Measure(nodes));
        statistics.Means.MoveToOuterDisposeScope();
        statistics.Variances.MoveToOuterDisposeScope();
        return (scores.MoveToOuterDisposeScope(), statistics);
    }
}
