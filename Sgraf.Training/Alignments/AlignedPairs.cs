using static TorchSharp.torch;

namespace Sgraf.Training.Alignments;

/// <summary>The alignments of pairs, without history; a tensor each run.</summary>
/// <param name="Pairs">The pairs.</param>
/// <param name="Nodes">The alignments, (P, N, S).</param>
/// <param name="Lengths">Length of every similarity vector before it became a node, (P, N), where an aligner keeps it.</param>
/// <param name="SgrScores">SGR's scores, (P), where they were asked for.</param>
internal sealed record AlignedPairs(PairList Pairs, IReadOnlyList<Tensor> Nodes, IReadOnlyList<Tensor> Lengths, IReadOnlyList<Tensor> SgrScores)
{
    /// <summary>Some runs of them.</summary>
    public AlignedPairs Only(IReadOnlyList<int> runs)
    {
        IReadOnlyList<Tensor> Of(IReadOnlyList<Tensor> tensors) => tensors.Count == 0 ? [] : [.. runs.Select(run => tensors[run])];
        return new AlignedPairs(Pairs.Only(runs), Of(Nodes), Of(Lengths), Of(SgrScores));
    }

    /// <summary>Moves the tensors out of the current dispose scope.</summary>
    public AlignedPairs Keep()
    {
        foreach (var tensor in Nodes.Concat(Lengths).Concat(SgrScores)) tensor.MoveToOuterDisposeScope();
        return this;
    }
}
