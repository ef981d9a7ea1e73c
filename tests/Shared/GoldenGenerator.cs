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
        new SeededValues(key, entry.GetProperty("offset").GetDouble(), entry.GetProperty("radius").GetDouble()).Fill(values);
        return new WeightTensor(shape, values);
    }
}
