using Sgraf.Training.Recurrence;
using static TorchSharp.torch;

namespace Sgraf.Training.Network;

/// <summary>A batch cut off from the encoders, whose gradients are collected before the encoders' own backward pass.</summary>
/// <remarks>Several losses, each in many parts, so cost the encoders one pass; what a part kept is freed when it is done.</remarks>
internal sealed class CutBatch
{
    private readonly EncodedBatch _origin;
    private readonly CutReading? _reading;

    /// <param name="origin">The batch with its history.</param>
    /// <param name="reading">What its words' history ends with, where that is no weight.</param>
    public CutBatch(EncodedBatch origin, CutReading? reading = null)
    {
        (_origin, _reading) = (origin, reading);
        Leaves = new EncodedBatch(Cut(origin.Regions), Cut(origin.Images), Cut(origin.Words), Cut(origin.Captions), origin.Lengths);
    }

    /// <summary>The same values without history.</summary>
    public EncodedBatch Leaves { get; }

    /// <summary>Hands what the leaves have collected on to the encoders.</summary>
    public void Backward()
    {
        var pairs = new[]
        {
            (_origin.Regions, Leaves.Regions.grad), (_origin.Images, Leaves.Images.grad),
            (_origin.Words, Leaves.Words.grad), (_origin.Captions, Leaves.Captions.grad),
        };
        var used = pairs.Where(pair => pair.grad is not null).ToArray();    // a dual encoder uses the whole vectors alone
        if (used.Length == 0) return;    // a loss of zero
        autograd.backward(Array.ConvertAll(used, pair => pair.Item1), Array.ConvertAll(used, pair => pair.grad!));
        _reading?.Backward();
    }

    private static Tensor Cut(Tensor tensor) => tensor.detach().requires_grad_();
}
