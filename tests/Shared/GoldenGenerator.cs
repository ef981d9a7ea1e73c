using System.Text.Json;
using Sgraf.Model.Bundles;

namespace Sgraf.Tests;

/// <summary>Makes the tensors of a golden case that are described by a key instead of being stored.</summary>
/// <remarks>Golden/README.md, "Deterministic generator": splitmix64 from the FNV-1a hash of the key, 24 bits a value.</remarks>
internal static class GoldenGenerator
{
    /// <summary>The tensor that an entry of <c>config.json:generator</c> describes.</summary>
    public static WeightTensor Create(JsonElement entry)
    {
        int[] shape = [.. entry.GetProperty("shape").EnumerateArray().Select(length => length.GetInt32())];
        if (entry.TryGetProperty("value", out var constant)) return new WeightTensor(shape, new float[] { constant.GetInt64() });
        var values = new float[shape.Aggregate(1, (product, length) => product * length)];
        var key = entry.GetProperty("key").GetString()!;
        Fill(values, Hash(key), entry.GetProperty("offset").GetDouble(), entry.GetProperty("radius").GetDouble());
        return new WeightTensor(shape, values);
    }

    private static void Fill(Span<float> values, ulong hash, double offset, double radius)
    {
        for (var i = 0; i < values.Length; i++)
        {
            var t = (Mix(hash + ((ulong)i + 1) * 0x9E3779B97F4A7C15) >> 40) * Math.ScaleB(1, -23) - 1;
            var scaled = radius * t;
            values[i] = (float)(offset + scaled);
        }
    }

    private static ulong Hash(string key)
    {
        var hash = 0xcbf29ce484222325;
        foreach (var part in System.Text.Encoding.UTF8.GetBytes(key)) hash = (hash ^ part) * 0x100000001b3;
        return hash;
    }

    private static ulong Mix(ulong z)
    {
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
