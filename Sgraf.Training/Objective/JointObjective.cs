using Sgraf.Training.Alignments;
using Sgraf.Training.Network;
using static TorchSharp.torch;

namespace Sgraf.Training.Objective;

/// <summary>The losses of SGR and of SAF over the same encoders and alignments, added.</summary>
internal sealed class JointObjective(SgrafNetwork network, SgrObjective sgr, SafObjective saf) : IObjective
{
    /// <inheritdoc />
    public IReadOnlyList<LossTerm> Differentiate(EncodedBatch batch, IReadOnlyList<int> images)
    {
        using var scope = NewDisposeScope();
        using var aligner = Aligners.Create(network, batch, scoresSgr: true);
        var blocks = new AlignedBlocks(aligner, batch, network.Config.SimilaritySize);
        var scores = new List<Tensor>();
        blocks.ForEach((_, aligned) => scores.AddRange(aligned.SgrScores.Select(column => column.detach().MoveToOuterDisposeScope())));
        var reasoned = sgr.Differentiate(aligner, batch, stack(scores, dim: 1));
        return double.IsFinite(reasoned.Value) ? [reasoned, saf.Differentiate(aligner, batch, blocks)] : [reasoned];
    }

    /// <inheritdoc />
    public void Dispose()
    {
        sgr.Dispose();
        saf.Dispose();
    }
}
