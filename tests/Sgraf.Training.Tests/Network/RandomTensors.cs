using static TorchSharp.torch;

namespace Sgraf.Training.Tests.Network;

/// <summary>Tensors from a generator of the test's own: libtorch's is one for the process, and tests run side by side.</summary>
internal static class RandomTensors
{
    /// <summary>Values between two.</summary>
    public static Tensor Uniform(this Random random, float least, float most, params long[] shape)
    {
        var values = new float[shape.Aggregate((product, length) => product * length)];
        foreach (ref var value in values.AsSpan()) value = least + (most - least) * random.NextSingle();
        return tensor(values, shape);
    }
}
