using System.Numerics.Tensors;
using System.Runtime.Intrinsics;
using Sgraf.Model.Matrices;

namespace Sgraf.Model.Search;

/// <summary>The first stage of a search: finds the vectors with the largest inner products with a query, by reading all of them.</summary>
/// <remarks>
/// A scan over int8 copies picks somewhat more than are asked for; those are compared again in single precision. Of equal
/// products the first vector is the better hit, and neither the number of threads nor the processor changes the result.
/// An immutable snapshot: any number of threads may search at once. It takes one byte a value beside the vectors themselves.
/// </remarks>
public sealed class Shortlist
{
    /// <summary>Compared again in single precision: at least so many, and so many for each one asked for.</summary>
    private const int LeastRescored = 400, RescoredPerHit = 2;

    /// <summary>Rows between two looks at the cancellation: well below a millisecond's work.</summary>
    private const int BlockSize = 1024;

    private readonly ReadOnlyMemory<float> _vectors;
    private readonly QuantizedVectors _quantized;
    private readonly InstructionSet _instructions;

    /// <param name="vectors">(N, K); kept, not copied, and never to be changed from now on.</param>
    /// <param name="size">K: values of a vector.</param>
    /// <exception cref="ArgumentException">The values are no whole number of vectors, or one is not finite.</exception>
    public Shortlist(ReadOnlyMemory<float> vectors, int size) : this(vectors, size, InstructionSets.Best) { }

    internal Shortlist(ReadOnlyMemory<float> vectors, int size, InstructionSet instructions)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(size);
        if (vectors.Length % size != 0)
            throw new ArgumentException($"vectors has {vectors.Length} values, expected a multiple of {size}.", nameof(vectors));
        for (var row = 0; row < vectors.Length / size; row++)
            if (!TensorPrimitives.IsFiniteAll(vectors.Span.Slice(row * size, size)))
                throw new ArgumentException($"vectors has a value at {row} that is not finite; it cannot be ranked.", nameof(vectors));
        (_vectors, _instructions) = (vectors, instructions);
        _quantized = new QuantizedVectors(vectors.Span, vectors.Length / size, size);
    }

    /// <summary>N: how many vectors.</summary>
    public int Count => _quantized.Count;

    /// <summary>K: values of a vector.</summary>
    public int Size => _quantized.Size;

    /// <summary>Finds the best vectors for a query.</summary>
    /// <param name="query">(K), finite.</param>
    /// <param name="count">How many to find; all N where there are fewer.</param>
    /// <param name="threads">Threads at most; all processors when 0.</param>
    /// <param name="cancellation">Stops the scan.</param>
    /// <returns>The hits, best first.</returns>
    /// <exception cref="ArgumentException">The query has another size, or a value that is not finite.</exception>
    public ShortlistHit[] Find(ReadOnlySpan<float> query, int count, int threads = 0, CancellationToken cancellation = default)
    {
        Check(query);
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfNegative(threads);
        count = Math.Min(count, Count);
        var rescored = (int)Math.Min(Count, Math.Max(LeastRescored, (long)RescoredPerHit * count));
        var keys = rescored == Count
            ? [.. Enumerable.Range(0, Count).Select(index => RankKey.Of(0, index))]
            : Scan(_quantized.QuantizeQuery(query), rescored, threads == 0 ? Environment.ProcessorCount : threads, cancellation);
        cancellation.ThrowIfCancellationRequested();
        return Rescore(keys, query, count);
    }

    private void Check(ReadOnlySpan<float> query)
    {
        if (query.Length != Size)
            throw new ArgumentException($"query has {query.Length} values, expected {Size}.", nameof(query));
        if (!TensorPrimitives.IsFiniteAll(query))
            throw new ArgumentException("query has a value that is not finite; nothing can be ranked by it.", nameof(query));
    }

    private ulong[] Scan(short[] query, int count, int threads, CancellationToken cancellation)
    {
        var blocks = (Count + BlockSize - 1) / BlockSize;
        var parts = new BestKeys[Math.Min(threads, blocks)];
        var next = -1;
        void Work(int part)
        {
            parts[part] = new BestKeys(count);
            for (int block; (block = Interlocked.Increment(ref next)) < blocks && !cancellation.IsCancellationRequested;)
                ScanBlock(query, block * BlockSize, Math.Min(BlockSize, Count - block * BlockSize), parts[part]);
        }

        if (parts.Length == 1)
            Work(0);
        else
            Parallel.For(0, parts.Length, new ParallelOptions { MaxDegreeOfParallelism = parts.Length }, Work);
        cancellation.ThrowIfCancellationRequested();
        return BestKeys.Merge(parts, count);
    }

    private unsafe void ScanBlock(short[] query, int first, int count, BestKeys best)
    {
        Span<int> products = stackalloc int[BlockSize];
        products = products[..count];
        fixed (short* values = query)
            IntegerProducts.Multiply(_instructions, _quantized.Row(first), values, _quantized.RowLength, products);
        for (var row = 0; row < count; row++)
            best.Offer(RankKey.Of(products[row] * _quantized.Scale(first + row), first + row));
    }

    private ShortlistHit[] Rescore(ulong[] keys, ReadOnlySpan<float> query, int count)
    {
        var hits = new ShortlistHit[keys.Length];
        for (var place = 0; place < keys.Length; place++)
        {
            var index = RankKey.IndexOf(keys[place]);
            hits[place] = new ShortlistHit(index, Product(query, _vectors.Span.Slice(index * Size, Size)));
            keys[place] = RankKey.Of(hits[place].Product, index);
        }
        Array.Sort(keys, hits);
        Array.Reverse(hits);
        return hits[..count];
    }

    /// <summary>Added up in the same order on every machine, so that rounding is the same too.</summary>
    private static float Product(ReadOnlySpan<float> left, ReadOnlySpan<float> right)
    {
        Vector512<float> sums = default;
        var whole = left.Length - left.Length % Vector512<float>.Count;
        for (var i = 0; i < whole; i += Vector512<float>.Count)
            sums += Vector512.Create(left[i..]) * Vector512.Create(right[i..]);
        var halves = sums.GetLower() + sums.GetUpper();
        var quarters = halves.GetLower() + halves.GetUpper();
        var sum = quarters[0] + quarters[1] + (quarters[2] + quarters[3]);
        for (var i = whole; i < left.Length; i++)
            sum += left[i] * right[i];
        return sum;
    }
}
