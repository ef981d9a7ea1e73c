using static TorchSharp.torch;

namespace Sgraf.Training.Network;

/// <summary>Tensors of the program's own arrays.</summary>
internal static class AlignedTensors
{
    /// <summary>A copy in memory that libtorch lays out.</summary>
    /// <remarks>
    /// A tensor over an array begins wherever the collector put the array, and the last bits of a product depend on where: the same
    /// run would not end with the same weights twice.
    /// </remarks>
    /// <param name="values">The values.</param>
    /// <param name="shape">As many places.</param>
    /// <param name="device">Where it is to be; on the processor when null.</param>
    public static Tensor Of(Memory<float> values, long[] shape, Device? device = null)
    {
        using var scope = NewDisposeScope();
        return tensor(values, shape, device: device).clone().MoveToOuterDisposeScope();
    }
}
