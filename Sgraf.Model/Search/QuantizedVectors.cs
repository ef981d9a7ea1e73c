using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Sgraf.Model.Search;

/// <summary>Vectors as int8, each with a scale of its own: a quarter of the memory, and of the time to read it.</summary>
/// <remarks>A value is <c>scale * int8</c> with the scale that makes the largest magnitude 127; it is off by half a step at most.</remarks>
internal sealed unsafe class QuantizedVectors
{
    private const int Largest = sbyte.MaxValue;

    private readonly sbyte[] _rows;
    private readonly float[] _scales;

    /// <param name="vectors">(N, K), finite.</param>
    /// <param name="count">N.</param>
    /// <param name="size">K.</param>
    public QuantizedVectors(ReadOnlySpan<float> vectors, int count, int size)
    {
        (Count, Size, RowLength) = (count, size, Pad(size));
        _scales = new float[count];
        // Pinned, so that the scan holds plain pointers; zero-filled, which is the padding.
        _rows = GC.AllocateArray<sbyte>(checked(count * RowLength), pinned: true);
        for (var row = 0; row < count; row++)
            _scales[row] = Quantize(vectors.Slice(row * size, size), _rows.AsSpan(row * RowLength, size));
    }

    /// <summary>N: how many.</summary>
    public int Count { get; }

    /// <summary>K: values of each.</summary>
    public int Size { get; }

    /// <summary>Values of a row with its padding.</summary>
    public int RowLength { get; }

    /// <summary>A row's first value; valid as long as this object is in use.</summary>
    public sbyte* Row(int row) => (sbyte*)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(_rows)) + (nint)row * RowLength;

    /// <summary>What a row's whole numbers are multiplied with.</summary>
    public float Scale(int row) => _scales[row];

    /// <summary>A query as int16, padded, so coarse that no product with a row overflows.</summary>
    /// <remarks>Its scale is left out: it is the same for all rows and changes no order.</remarks>
    public short[] QuantizeQuery(ReadOnlySpan<float> query)
    {
        var steps = Math.Min(short.MaxValue, int.MaxValue / (Largest * RowLength));
        var magnitude = Magnitude(query);
        var quantized = new short[RowLength];
        for (var i = 0; i < query.Length && magnitude > 0; i++)
            quantized[i] = (short)MathF.Round(query[i] / magnitude * steps);
        return quantized;
    }

    /// <summary>The length of rows of so many values with their padding.</summary>
    public static int Pad(int size) =>
        checked((size + IntegerProducts.Alignment - 1) / IntegerProducts.Alignment * IntegerProducts.Alignment);

    private static float Quantize(ReadOnlySpan<float> vector, Span<sbyte> row)
    {
        var magnitude = Magnitude(vector);
        for (var i = 0; i < vector.Length && magnitude > 0; i++)
            row[i] = (sbyte)MathF.Round(vector[i] / magnitude * Largest);
        return magnitude / Largest;
    }

    private static float Magnitude(ReadOnlySpan<float> vector) => MathF.Abs(TensorPrimitives.MaxMagnitude(vector));
}
