namespace Sgraf.Model.Bundles;

/// <summary>The 16-bit format BF16: the upper half of a single, rounded to the nearest, ties to even.</summary>
internal static class BrainFloat
{
    internal static void ToSingle(ReadOnlySpan<ushort> stored, Span<float> values)
    {
        for (var i = 0; i < stored.Length; i++)
            values[i] = ToSingle(stored[i]);
    }

    internal static float ToSingle(ushort stored) => BitConverter.UInt32BitsToSingle((uint)stored << 16);

    internal static ushort FromSingle(float value)
    {
        var bits = BitConverter.SingleToUInt32Bits(value);
        if (float.IsNaN(value))
            return (ushort)((bits >> 16) | 0x40);    // rounding could turn a NaN into infinity
        return (ushort)((bits + 0x7FFF + ((bits >> 16) & 1)) >> 16);
    }
}
