using System.Numerics;
using System.Runtime.Intrinsics;
using Sgraf.Model.Matrices;

namespace Sgraf.Model.Search;

/// <summary>Neighbouring vectors of a shortlist with their int8 copies, shared by every snapshot that holds them.</summary>
/// <remarks>
/// Rows are written once and never changed. A snapshot reads as many as it was made with; those behind them may be written meanwhile,
/// by the one snapshot that is the first to grow.
/// </remarks>
internal sealed class ShortlistChunk
{
    /// <summary>Rows at most; also those between two looks at a cancellation: well below a millisecond's work.</summary>
    public const int Capacity = 1024;

    private readonly ReadOnlyMemory<float> _vectors;
    private readonly float[] _room;    // the memory of the vectors where more can be added, else empty
    private readonly QuantizedVectors _quantized;
    private readonly Lock _growth = new();
    private int _used;

    /// <summary>A chunk of the caller's vectors, to which none can be added.</summary>
    /// <param name="vectors">(rows, K); kept, not copied.</param>
    /// <param name="size">K.</param>
    public ShortlistChunk(ReadOnlyMemory<float> vectors, int size)
    {
        (_vectors, _room, _used) = (vectors, [], vectors.Length / size);
        _quantized = new QuantizedVectors(_used, size);
        for (var row = 0; row < _used; row++) _quantized.Set(row, Vector(row));
    }

    private ShortlistChunk(ShortlistChunk first, int count) : this(first._quantized.Size)
    {
        first._vectors.Span[..(count * Size)].CopyTo(_room);
        _quantized.CopyFrom(first._quantized, count);
        _used = count;
    }

    private ShortlistChunk(int size)
    {
        _vectors = _room = LargePages.NewArray<float>(Capacity * size);
        _quantized = new QuantizedVectors(Capacity, size);
    }

    private int Size => _quantized.Size;

    /// <summary>The vector of a row, (K).</summary>
    public ReadOnlySpan<float> Vector(int row) => _vectors.Span.Slice(row * Size, Size);

    /// <summary>A chunk with room for more.</summary>
    public static ShortlistChunk Empty(int size) => new(size);

    /// <summary>Adds vectors behind the first rows: here where there is room and nobody has done so, else in a copy of those rows.</summary>
    /// <param name="count">How many rows the caller's snapshot holds.</param>
    /// <param name="vectors">No more than fit into a chunk with them.</param>
    /// <returns>The chunk that holds both.</returns>
    public ShortlistChunk Append(int count, ReadOnlySpan<float> vectors)
    {
        lock (_growth)
        {
            if (_used == count && _room.Length > 0)
            {
                Write(vectors);
                return this;
            }
        }
        var copy = new ShortlistChunk(this, count);
        copy.Write(vectors);
        return copy;
    }

    /// <summary>Offers every accepted row's product with a query.</summary>
    /// <param name="instructions">What to compute with.</param>
    /// <param name="query">The quantized query.</param>
    /// <param name="rows">How many rows to read.</param>
    /// <param name="first">The place of the first row in the shortlist.</param>
    /// <param name="accepted">A bit for each row; empty when all are accepted.</param>
    /// <param name="best">Where they are offered.</param>
    public unsafe void Scan(
        InstructionSet instructions, short[] query, int rows, int first, ReadOnlySpan<ulong> accepted, BestKeys best)
    {
        if (!accepted.IsEmpty && !accepted.ContainsAnyExcept(0ul)) return;
        Span<int> products = stackalloc int[Capacity];
        products = products[..rows];
        fixed (short* values = query)
            IntegerProducts.Multiply(instructions, _quantized.Row(0), values, _quantized.RowLength, products);
        if (accepted.IsEmpty)
            for (var row = 0; row < rows; row++)
                best.Offer(RankKey.Of(products[row] * _quantized.Scale(row), first + row));
        else
            OfferAccepted(products, first, accepted, best);
    }

    /// <summary>The inner product of a row with a query, added up in the same order on every machine, so that rounding is the same too.</summary>
    public float Product(int row, ReadOnlySpan<float> query)
    {
        var vector = Vector(row);
        Vector512<float> sums = default;
        var whole = vector.Length - vector.Length % Vector512<float>.Count;
        for (var i = 0; i < whole; i += Vector512<float>.Count)
            sums += Vector512.Create(vector[i..]) * Vector512.Create(query[i..]);
        var halves = sums.GetLower() + sums.GetUpper();
        var quarters = halves.GetLower() + halves.GetUpper();
        var sum = quarters[0] + quarters[1] + (quarters[2] + quarters[3]);
        for (var i = whole; i < vector.Length; i++)
            sum += vector[i] * query[i];
        return sum;
    }

    private void OfferAccepted(ReadOnlySpan<int> products, int first, ReadOnlySpan<ulong> accepted, BestKeys best)
    {
        for (var word = 0; word < accepted.Length; word++)
        {
            for (var bits = accepted[word]; bits != 0; bits &= bits - 1)
            {
                var row = word * PlaceMask.WordLength + BitOperations.TrailingZeroCount(bits);
                best.Offer(RankKey.Of(products[row] * _quantized.Scale(row), first + row));
            }
        }
    }

    private void Write(ReadOnlySpan<float> vectors)
    {
        vectors.CopyTo(_room.AsSpan(_used * Size));
        for (var end = _used + vectors.Length / Size; _used < end; _used++) _quantized.Set(_used, Vector(_used));
    }
}
