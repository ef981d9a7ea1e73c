using System.Numerics;
using Sgraf.Model.Matrices;

namespace Sgraf.Model.Search;

/// <summary>Neighbouring vectors of a shortlist, shared by every snapshot that holds them.</summary>
/// <remarks>
/// Rows are written once and never changed. A snapshot reads as many as it was made with; those behind them may be written meanwhile,
/// by the one snapshot that is the first to grow.
/// </remarks>
/// <param name="vectors">The rows; from now on the chunk alone adds to them.</param>
internal sealed class ShortlistChunk(QuantizedVectors vectors)
{
    /// <summary>Rows at most; also those between two looks at a cancellation: well below a millisecond's work.</summary>
    public const int Capacity = 1024;

    private readonly Lock _growth = new();

    /// <summary>The rows.</summary>
    public QuantizedVectors Vectors => vectors;

    /// <summary>Adds rows behind the first ones: here where there is room and nobody has done so, else in a copy of those.</summary>
    /// <param name="count">How many rows the caller's snapshot holds.</param>
    /// <param name="others">What is added are rows of these.</param>
    /// <param name="first">The first of them.</param>
    /// <param name="added">How many; no more than fit into a chunk.</param>
    /// <returns>The chunk that holds both.</returns>
    public ShortlistChunk Append(int count, QuantizedVectors others, int first, int added)
    {
        lock (_growth)
        {
            if (vectors.Count == count && vectors.Room >= added)
            {
                vectors.Add(others, first, added);
                return this;
            }
        }
        var copy = new QuantizedVectors(Capacity, vectors.Size);
        copy.Add(vectors, 0, count);
        copy.Add(others, first, added);
        return new ShortlistChunk(copy);
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
        fixed (sbyte* start = vectors.Rows)
            IntegerProducts.Multiply(instructions, start, values, vectors.RowLength, products);
        if (accepted.IsEmpty)
            for (var row = 0; row < rows; row++)
                best.Offer(RankKey.Of(products[row] * vectors.Scale(row), first + row));
        else
            OfferAccepted(products, first, accepted, best);
    }

    private void OfferAccepted(ReadOnlySpan<int> products, int first, ReadOnlySpan<ulong> accepted, BestKeys best)
    {
        for (var word = 0; word < accepted.Length; word++)
        {
            for (var bits = accepted[word]; bits != 0; bits &= bits - 1)
            {
                var row = word * PlaceMask.WordLength + BitOperations.TrailingZeroCount(bits);
                best.Offer(RankKey.Of(products[row] * vectors.Scale(row), first + row));
            }
        }
    }
}
