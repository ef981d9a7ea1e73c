using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Sgraf.Model.Matrices;

namespace Sgraf.Model.Search;

/// <summary>Vectors as int8, each with a scale of its own: a quarter of the memory, and of the time to read it.</summary>
/// <remarks>A value is <c>scale * int8</c> with the scale that makes the largest magnitude 127; it is off by half a step at most.</remarks>
internal sealed unsafe class QuantizedVectors
{
    private const int Largest = sbyte.MaxValue;

    private readonly sbyte[] _rows;
    private readonly float[] _scales;

    /// <param name="capacity">How many vectors there is room for; each is zero until it is set.</param>
    /// <param name="size">K.</param>
    public QuantizedVectors(int capacity, int size)
    {
        (Size, RowLength) = (size, Pad(size));
        _scales = new float[capacity];
        // It does not move, so that the scan holds plain pointers; zeros are the padding.
        _rows = LargePages.NewArray<sbyte>(checked(capacity * RowLength));
        Array.Clear(_rows);
    }

    /// <summary>K: values of each.</summary>
    public int Size { get; }

    /// <summary>Values of a row with its padding.</summary>
    public int RowLength { get; }

    /// <summary>A row's first value; valid as long as this object is in use.</summary>
    public sbyte* Row(int row) => (sbyte*)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(_rows)) + (nint)row * RowLength;

    /// <summary>What a row's whole numbers are multiplied with.</summary>
    public float Scale(int row) => _scales[row];

    /// <summary>Writes a row.</summary>
    /// <param name="row">Its number.</param>
    /// <param name="vector">(K), finite.</param>
    public void Set(int row, ReadOnlySpan<float> vector)
    {
        var magnitude = Magnitude(vector);
        _scales[row] = magnitude / Largest;
        if (magnitude > 0) Quantize(vector, magnitude, _rows.AsSpan(row * RowLength, Size));
    }

    /// <summary>Takes over the first rows of others of the same size.</summary>
    public void CopyFrom(QuantizedVectors others, int count)
    {
        others._rows.AsSpan(0, count * RowLength).CopyTo(_rows);
        others._scales.AsSpan(0, count).CopyTo(_scales);
    }

    /// <summary>A query as int16, padded like a row, so coarse that no product with a row overflows.</summary>
    /// <remarks>Its scale is left out: it is the same for all rows and changes no order.</remarks>
    public static short[] QuantizeQuery(ReadOnlySpan<float> query)
    {
        var quantized = new short[Pad(query.Length)];
        var steps = Math.Min(short.MaxValue, int.MaxValue / (Largest * quantized.Length));
        var magnitude = Magnitude(query);
        for (var i = 0; i < query.Length && magnitude > 0; i++)
            quantized[i] = (short)MathF.Round(query[i] / magnitude * steps);
        return quantized;
    }

    /// <summary>The length of rows of so many values with their padding.</summary>
    public static int Pad(int size) =>
        checked((size + IntegerProducts.Alignment - 1) / IntegerProducts.Alignment * IntegerProducts.Alignment);

    private static void Quantize(ReadOnlySpan<float> vector, float magnitude, Span<sbyte> quantized)
    {
        var whole = vector.Length - vector.Length % Vector512<sbyte>.Count;
        for (var i = 0; i < whole; i += Vector512<sbyte>.Count)
        {
            var first = Vector512.Narrow(Steps(vector, i, magnitude), Steps(vector, i + Vector512<float>.Count, magnitude));
            var second = Vector512.Narrow(Steps(vector, i + 2 * Vector512<float>.Count, magnitude), Steps(vector, i + 3 * Vector512<float>.Count, magnitude));
            Vector512.Narrow(first, second).CopyTo(quantized[i..]);
        }
        for (var i = whole; i < vector.Length; i++)
            quantized[i] = (sbyte)MathF.Round(vector[i] / magnitude * Largest);
    }

    private static Vector512<int> Steps(ReadOnlySpan<float> vector, int start, float magnitude) =>
        Vector512.ConvertToInt32(Vector512.Round(Vector512.Create(vector[start..]) / Vector512.Create(magnitude) * Vector512.Create((float)Largest)));

    private static float Magnitude(ReadOnlySpan<float> vector) => MathF.Abs(TensorPrimitives.MaxMagnitude(vector));
}
