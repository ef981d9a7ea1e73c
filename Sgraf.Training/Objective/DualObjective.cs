using Sgraf.Training.Network;
using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Sgraf.Training.Objective;

/// <summary>Wants each image's vector nearest to that of its caption among the batch, and the other way round.</summary>
/// <remarks>
/// InfoNCE in both directions (van den Oord et al., 2018; as in CLIP, Radford et al., ICML 2021) with a learned temperature. Other
/// captions of the same image are left out: they are no wrong answers.
/// </remarks>
internal sealed class DualObjective(SgrafNetwork network) : IObjective
{
    private static readonly Scalar Never = double.NegativeInfinity;
    private static readonly Scalar Half = 0.5;

    /// <inheritdoc />
    public IReadOnlyList<LossTerm> Differentiate(EncodedBatch batch, IReadOnlyList<int> images)
    {
        using var scope = NewDisposeScope();
        var logits = network.ScaleLikeness(batch.Images.mm(batch.Captions.t()));                // (B, B)
        logits = logits.masked_fill(IsOtherOfSameImage(images, logits.device), Never);
        var matches = tensor(Enumerable.Range(0, images.Count).Select(pair => (long)pair).ToArray(), device: logits.device);  // (B)
        var overCaptions = functional.cross_entropy(logits, matches);
        var overImages = functional.cross_entropy(logits.t(), matches);
        var loss = overCaptions.Plus(overImages).mul(Half);
        loss.backward();
        return [new LossTerm("dual", loss.item<float>())];
    }

    /// <inheritdoc />
    public void Dispose() { }

    private static Tensor IsOtherOfSameImage(IReadOnlyList<int> images, Device device)
    {
        var isOther = new bool[images.Count, images.Count];
        for (var row = 0; row < images.Count; row++)
            for (var column = 0; column < images.Count; column++)
                isOther[row, column] = row != column && images[row] == images[column];
        return tensor(isOther, device: device);
    }
}
