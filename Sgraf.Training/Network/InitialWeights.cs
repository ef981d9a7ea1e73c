using System.Text;
using static TorchSharp.torch;

namespace Sgraf.Training.Network;

/// <summary>The weights before the first step: the official ranges, the same values on every machine.</summary>
internal static class InitialWeights
{
    private const float EmbeddingRange = 0.1f;

    /// <summary>Overwrites all weights of a network.</summary>
    /// <param name="network">The network.</param>
    /// <param name="seed">Start of the random numbers. A weight's values depend on it and on the weight's name alone.</param>
    public static void Draw(SgrafNetwork network, int seed)
    {
        using var untracked = no_grad();
        foreach (var (name, parameter) in network.named_parameters())
        {
            if (!parameter.requires_grad) continue;    // an ablation's constant
            if (RangeOf(name, parameter.shape, network.Config.JointSize) is not { } range) continue;
            using var scope = NewDisposeScope();
            parameter.copy_(tensor(Uniform(range, parameter.numel(), SeedOf(name, seed)), parameter.shape));
        }
    }

    /// <summary>Values lie within plus and minus this; null where a layer's own first value stays.</summary>
    private static float? RangeOf(string name, long[] shape, int jointSize)
    {
        if (name == "txt_enc.embed.weight") return EmbeddingRange;
        if (name.StartsWith("txt_enc.cap_rnn.", StringComparison.Ordinal)) return 1 / MathF.Sqrt(jointSize);
        if (shape.Length == 2) return MathF.Sqrt(6f / (shape[0] + shape[1]));      // Xavier, uniform
        var isNorm = name.EndsWith(".weight", StringComparison.Ordinal);
        return isNorm || shape.Length == 0 ? null : 0;
    }

    private static float[] Uniform(float range, long count, int seed)
    {
        var random = new Random(seed);
        var values = new float[count];
        foreach (ref var value in values.AsSpan()) value = range * (2 * random.NextSingle() - 1);
        return values;
    }

    /// <summary>FNV-1a, since a string's own hash differs from process to process.</summary>
    private static int SeedOf(string name, int seed)
    {
        var hash = 2166136261u ^ (uint)seed;
        foreach (var part in Encoding.UTF8.GetBytes(name)) hash = (hash ^ part) * 16777619;
        return (int)hash;
    }
}
