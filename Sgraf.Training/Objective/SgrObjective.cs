using Sgraf.Model.Bundles;
using Sgraf.Training.Alignments;
using Sgraf.Training.Network;
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
        using var aligner = Aligners.Create(network, batch);
        return [Differentiate(aligner, batch, aligner.Score())];
    }

    /// <summary>The same where the scores are known.</summary>
    /// <param name="aligner">Aligns the batch.</param>
    /// <param name="batch">The batch.</param>
    /// <param name="scores">Of all pairs, without history, (B, C).</param>
    public LossTerm Differentiate(IAligner aligner, EncodedBatch batch, Tensor scores)
    {
        using var scope = NewDisposeScope();
        var (loss, slopes) = hinge.Differentiate(scores);
        var head = network.Head(SimilarityModule.Sgr);
        if (double.IsFinite(loss)) SelectedPairs.Backward(aligner, batch.Lengths, slopes, (nodes, _) => head.call(nodes));
        return new LossTerm(SimilarityModule.Sgr.TermName(), loss);
    }

    /// <inheritdoc />
    public void Dispose() => hinge.Dispose();
}
