using Sgraf.Model.Bundles;
using Sgraf.Training.Alignments;
using Sgraf.Training.Network;
using static TorchSharp.torch;

namespace Sgraf.Training.Objective;

/// <summary>The hinge loss over SAF's scores.</summary>
/// <remarks>
/// SAF's batch norm ties all pairs of a caption together, so that as published each of them has a part in the gradient. A pass
/// without gradient finds the alignments and the loss; then what SAF makes of the alignments is differentiated caption by caption,
/// and the alignments all at once. The loss and the gradient are those of <see cref="PlainObjective"/>.
/// Only the statistics of the batch norm tie pairs together. Where they are <see cref="SafStatistics.Constant"/>, those pairs alone
/// are differentiated that the loss depends on, as in <see cref="SgrObjective"/>; the loss and the running statistics stay the same.
/// </remarks>
internal sealed class SafObjective(SgrafNetwork network, HingeLoss hinge, SafStatistics kind = SafStatistics.Differentiated) : IObjective
{
    private readonly SimilarityHead _head = network.Head(SimilarityModule.Saf);

    /// <inheritdoc />
    public IReadOnlyList<LossTerm> Differentiate(EncodedBatch batch, IReadOnlyList<int> images)
    {
        using var scope = NewDisposeScope();
        using var aligner = Aligners.Create(network, batch);
        return [Differentiate(aligner, batch, new AlignedBlocks(aligner, batch, network.Config.SimilaritySize))];
    }

    /// <summary>The same where the pairs are aligned for other uses too.</summary>
    /// <param name="aligner">Aligns the batch.</param>
    /// <param name="batch">The batch.</param>
    /// <param name="blocks">All its pairs.</param>
    public LossTerm Differentiate(IAligner aligner, EncodedBatch batch, AlignedBlocks blocks)
    {
        using var scope = NewDisposeScope();
        var (scores, statistics) = ScoreAll(blocks);
        var (loss, slopes) = hinge.Differentiate(scores);
        if (!double.IsFinite(loss)) return new LossTerm(SimilarityModule.Saf.TermName(), loss);
        if (kind == SafStatistics.Differentiated) Backward(aligner, blocks, slopes);
        else BackwardSelected(aligner, batch.Lengths, slopes, FilterStatistics.Join(statistics));
        return new LossTerm(SimilarityModule.Saf.TermName(), loss);
    }

    /// <inheritdoc />
    public void Dispose() => hinge.Dispose();

    /// <returns>(B, C), and the statistics of each caption where they are to be constant.</returns>
    private (Tensor Scores, IReadOnlyList<FilterStatistics> Statistics) ScoreAll(AlignedBlocks blocks)
    {
        using var untracked = no_grad();
        var (columns, statistics) = (new List<Tensor>(), new List<FilterStatistics>());
        blocks.ForEach((_, aligned) =>
        {
            foreach (var nodes in aligned.Nodes)                                                // (B, N, S)
            {
                columns.Add(_head.call(nodes).MoveToOuterDisposeScope());
                if (kind == SafStatistics.Constant) statistics.Add(_head.Measure(nodes).MoveToOuterDisposeScope());
            }
        });
        return (stack(columns, dim: 1), statistics);
    }

    private void Backward(IAligner aligner, AlignedBlocks blocks, Tensor slopes)
    {
        using var _ = network.PauseTracking();      // the first pass has counted each caption
        var matters = NetworkWeights.Read(slopes.abs().amax([0])).Values;
        blocks.ForEach((first, aligned) =>
        {
            int[] captions = [.. Enumerable.Range(0, aligned.Nodes.Count).Where(caption => matters.Span[first + caption] > 0)];
            if (captions.Length == 0) return;
            aligner.Backward(
                aligned.Only(captions), [.. captions.Select(caption => Differentiate(aligned.Nodes[caption], slopes.select(1, first + caption)))]);
        });
    }

    private void BackwardSelected(IAligner aligner, IReadOnlyList<int> lengths, Tensor slopes, FilterStatistics statistics) =>
        SelectedPairs.Backward(aligner, lengths, slopes, (nodes, captions) => _head.Score(nodes, statistics.Of(captions)));

    /// <returns>The gradient of one caption's nodes, (B, N, S).</returns>
    private Tensor Differentiate(Tensor nodes, Tensor slopes)
    {
        using var scope = NewDisposeScope();
        var leaf = nodes.detach().requires_grad_();
        _head.call(leaf).backward([slopes]);
        return leaf.grad!.MoveToOuterDisposeScope();
    }
}
