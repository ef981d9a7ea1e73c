using static TorchSharp.torch;

namespace Sgraf.Training.Alignments;

/// <summary>Aligns pairs of a batch, and hands the gradient of alignments on to the batch and to the weights that made them.</summary>
/// <remarks>So what comes after the alignments can be differentiated by itself, in any number of parts, before their own backward pass.</remarks>
internal interface IAligner : IDisposable
{
    /// <summary>The alignments of pairs; their tensors belong to the current dispose scope.</summary>
    AlignedPairs Align(PairList pairs);

    /// <summary>SGR's scores of all pairs, (B, C), without history; all NaN where one of them is no number.</summary>
    Tensor Score();

    /// <summary>Adds to the gradient of the batch and of the weights.</summary>
    /// <param name="aligned">Pairs as <see cref="Align"/> returned them.</param>
    /// <param name="gradients">The gradient of each run's nodes, (P, N, S).</param>
    void Backward(AlignedPairs aligned, IReadOnlyList<Tensor> gradients);
}
