using System.Numerics.Tensors;
using System.Runtime.Intrinsics;

namespace Sgraf.Model.Search;

/// <summary>Vectors as int8, each with a scale of its own: a quarter of the memory, and of the time to read it.</summary>
/// <remarks>
/// A value is <c>scale * int8</c> with the scale that makes the largest magnitude 127; it is off by half a step at most.
/// Rows are written once, by one thread at a time; any number may read those that were written before.
/// </remarks>
public sealed class QuantizedVectors
{
    private const int Largest = sbyte.MaxValue;

    private readonly sbyte[] _rows;    // undefined behind the last row
    private readonly float[] _scales;

    /// <param name="capacity">How many vectors there is room for.</param>
    /// <param name="size">K: values of each.</param>
    public QuantizedVectors(int capacity, int size)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(capacity);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(size);
        (Size, RowLength) = (size, Pad(size));
        _scales = new float[capacity];
        _rows = GC.AllocateUninitializedArray<sbyte>(checked(capacity * RowLength));
    }

    /// <summary>How many vectors were added.</summary>
    public int Count { get; private set; }

    /// <summary>K: values of each.</summary>
    public int Size { get; }

    /// <summary>Further vectors that there is room for.</summary>
    internal int Room => _scales.Length - Count;

    /// <summary>Values of a row with its padding of zeros.</summary>
    internal int RowLength { get; }

    /// <summary>The rows, one after the other.</summary>
    internal ReadOnlySpan<sbyte> Rows => _rows;

    /// <summary>What a row's whole numbers are multiplied with.</summary>
    internal float Scale(int row) => _scales[row];

    /// <summary>Adds a vector behind the last one.</summary>
    /// <param name="vector">(K)</param>
    /// <exception cref="ArgumentException">It has another size, or a value that is not finite.</exception>
    /// <exception cref="InvalidOperationException">There is no room for it.</exception>
    public void Add(ReadOnlySpan<float> vector)
    {
        if (vector.Length != Size)
            throw new ArgumentException($"vector has {vector.Length} values, expected {Size}.", nameof(vector));
        if (!TensorPrimitives.IsFiniteAll(vector))
            throw new ArgumentException($"vector {Count} has a value that is not finite; it cannot be ranked.", nameof(vector));
        if (Room == 0) throw new InvalidOperationException($"There is room for {Count} vectors, and all of it is taken.");
        var row = _rows.AsSpan(Count * RowLength, RowLength);
        var magnitude = Magnitude(vector);
        if (magnitude > 0) Quantize(vector, magnitude, row);
        row[(magnitude > 0 ? Size : 0)..].Clear();
        _scales[Count++] = magnitude / Largest;
    }

    /// <summary>Adds rows of others of the same size, for which there is room.</summary>
    internal void Add(QuantizedVectors others, int first, int count)
    {
        others._rows.AsSpan(first * RowLength, count * RowLength).CopyTo(_rows.AsSpan(Count * RowLength));
        others._scales.AsSpan(first, count).CopyTo(_scales.AsSpan(Count));
        Count += count;
    }

    /// <summary>A query as int16, padded like a row, so coarse that no product with a row overflows.</summary>
    /// <remarks>Its scale is left out: it is the same for all rows and changes no order.</remarks>
    internal static short[] QuantizeQuery(ReadOnlySpan<float> query)
    {
        var quantized = new short[Pad(query.Length)];
        var steps = Math.Min(short.MaxValue, int.MaxValue / (Largest * quantized.Length));
        var magnitude = Magnitude(query);
        for (var i = 0; i < query.Length && magnitude > 0; i++)
            quantized[i] = (short)MathF.Round(query[i] / magnitude * steps);
        return quantized;
    }

    private static int Pad(int size) =>
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
