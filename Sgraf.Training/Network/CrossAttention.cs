using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Sgraf.Training.Network;

/// <summary>What each word of a caption sees in an image: regions weighted by their likeness to the word.</summary>
/// <remarks>
/// SCAN's text-to-image attention: <c>l2(Σ_r softmax_r(9 l2_l(LeakyReLU(v_r · w_l))) v_r)</c>, the inner norm over the caption's
/// words for each region; so padding must be gone before.
/// </remarks>
internal static class CrossAttention
{
    private static readonly Scalar LeakySlope = 0.1;
    private static readonly Scalar Smoothing = 9;

    /// <param name="regions">(P, R, D)</param>
    /// <param name="words">Words of one caption for all images (L, D), or of one caption an image (P, L, D).</param>
    /// <returns>A context of length one for each word, (P, L, D).</returns>
    public static Tensor Attend(Tensor regions, Tensor words)
    {
        using var scope = NewDisposeScope();
        var likeness = regions.matmul(words.mT).leaky_relu(LeakySlope).ToUnitLength();      // (P, R, L)
        var weights = functional.softmax(likeness.mT.mul(Smoothing), dim: -1);              // (P, L, R)
        return weights.bmm(regions).ToUnitLength().MoveToOuterDisposeScope();               // (P, L, D)
    }
}
