using System.Buffers.Binary;
using System.Numerics.Tensors;
using System.Runtime.InteropServices;

namespace Sgraf.Model.Bundles;

/// <summary>Values between single precision and the bytes of a file, little-endian.</summary>
public static class StoredValues
{
    private const float LargestWhole = 1L << 62;

    /// <summary>Bytes of one value.</summary>
    public static int ByteCount(SafetensorsType type) => type switch
    {
        SafetensorsType.F64 or SafetensorsType.I64 => 8,
        SafetensorsType.F32 => 4,
        _ => 2,
    };

    /// <summary>Reads values; those that single precision cannot hold are rounded to the nearest.</summary>
    /// <param name="type">How they are stored.</param>
    /// <param name="stored">Their bytes.</param>
    /// <param name="values">Room for each.</param>
    /// <exception cref="ArgumentException">There are not as many bytes as the values need.</exception>
    public static void ToSingle(SafetensorsType type, ReadOnlySpan<byte> stored, Span<float> values)
    {
        if (stored.Length != (long)values.Length * ByteCount(type))
            throw new ArgumentException($"stored has {stored.Length} bytes, expected {values.Length} values of {type}.", nameof(stored));
        switch (type)
        {
            case SafetensorsType.F64: TensorPrimitives.ConvertTruncating(MemoryMarshal.Cast<byte, double>(stored), values); break;
            case SafetensorsType.I64: TensorPrimitives.ConvertTruncating(MemoryMarshal.Cast<byte, long>(stored), values); break;
            case SafetensorsType.F16: TensorPrimitives.ConvertToSingle(MemoryMarshal.Cast<byte, Half>(stored), values); break;
            case SafetensorsType.BF16: FromBrainFloat(MemoryMarshal.Cast<byte, ushort>(stored), values); break;
            default: stored.CopyTo(MemoryMarshal.AsBytes(values)); break;
        }
    }

    /// <summary>Writes one value, rounded to the nearest.</summary>
    /// <returns>Whether the type can hold it: a finite value must stay finite, and I64 holds whole numbers alone.</returns>
    internal static bool TryStore(SafetensorsType type, float value, Span<byte> stored)
    {
        switch (type)
        {
            case SafetensorsType.F64:
                BinaryPrimitives.WriteDoubleLittleEndian(stored, value);
                return true;
            case SafetensorsType.I64:
                BinaryPrimitives.WriteInt64LittleEndian(stored, (long)value);
                return float.IsInteger(value) && MathF.Abs(value) < LargestWhole;
            case SafetensorsType.F16:
                BinaryPrimitives.WriteHalfLittleEndian(stored, (Half)value);
                return Half.IsFinite((Half)value) == float.IsFinite(value);
            case SafetensorsType.BF16:
                var upper = ToBrainFloat(value);
                BinaryPrimitives.WriteUInt16LittleEndian(stored, upper);
                return float.IsFinite(FromBrainFloat(upper)) == float.IsFinite(value);
            default:
                BinaryPrimitives.WriteSingleLittleEndian(stored, value);
                return true;
        }
    }

    /// <summary>BF16 is the upper half of a single.</summary>
    internal static float FromBrainFloat(ushort stored) => BitConverter.UInt32BitsToSingle((uint)stored << 16);

    private static void FromBrainFloat(ReadOnlySpan<ushort> stored, Span<float> values)
    {
        for (var i = 0; i < stored.Length; i++)
            values[i] = FromBrainFloat(stored[i]);
    }

    private static ushort ToBrainFloat(float value)
    {
        var bits = BitConverter.SingleToUInt32Bits(value);
        if (float.IsNaN(value))
            return (ushort)((bits >> 16) | 0x40);                      // rounding could turn a NaN into infinity
        return (ushort)((bits + 0x7FFF + ((bits >> 16) & 1)) >> 16);    // ties to even
    }
}
