using static TorchSharp.torch;

namespace Sgraf.Training.Network;

/// <summary>A batch in the space that regions and words share; the tensors belong to the dispose scope they were made in.</summary>
/// <param name="Regions">(B, R, D)</param>
/// <param name="Images">Whole images, (B, D).</param>
/// <param name="Words">(C, L, D), zeros past a caption's end.</param>
/// <param name="Captions">Whole captions, (C, D).</param>
/// <param name="Lengths">L of each caption.</param>
public sealed record EncodedBatch(Tensor Regions, Tensor Images, Tensor Words, Tensor Captions, IReadOnlyList<int> Lengths)
{
    /// <summary>The words of one caption without padding, (L, D).</summary>
    public Tensor WordsOf(int caption)
    {
        using var scope = NewDisposeScope();
        return Words.select(0, caption).narrow(0, 0, Lengths[caption]).MoveToOuterDisposeScope();
    }
}
