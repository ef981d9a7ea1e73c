using System.Numerics.Tensors;
using Sgraf.Model.Matrices;

namespace Sgraf.Model.Search;

/// <summary>The first stage of a search: finds the vectors with the largest inner products with a query, by reading all of them.</summary>
/// <remarks>
/// A scan over int8 copies picks somewhat more than are asked for; those are compared again in single precision. Of equal
/// products the first vector is the better hit, and neither the number of threads nor the processor changes the result.
/// An immutable snapshot: any number of threads may search at once. It takes one byte a value beside the vectors themselves.
/// Snapshots that grow from each other share their vectors, so that adding and removing cost what is added and removed.
/// </remarks>
public sealed class Shortlist
{
    /// <summary>Vectors of a block, which <see cref="WithBlock"/> takes over.</summary>
    public const int BlockSize = ShortlistChunk.Capacity;

    /// <summary>Compared again in single precision: at least so many, and so many for each one asked for.</summary>
    private const int LeastRescored = 400, RescoredPerHit = 2;

    private readonly ShortlistChunk[] _chunks;    // all full but the last
    private readonly PlaceMask? _accepted;        // null when every vector can be found
    private readonly InstructionSet _instructions;

    /// <param name="vectors">(N, K); kept, not copied, and never to be changed from now on.</param>
    /// <param name="size">K: values of a vector.</param>
    /// <exception cref="ArgumentException">The values are no whole number of vectors, or one is not finite.</exception>
    public Shortlist(ReadOnlyMemory<float> vectors, int size) : this(vectors, size, InstructionSets.Best) { }

    internal Shortlist(ReadOnlyMemory<float> vectors, int size, InstructionSet instructions)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(size);
        (Size, _instructions) = (size, instructions);
        Check(vectors.Span);
        Places = Count = vectors.Length / size;
        _chunks = [.. Enumerable.Range(0, ChunkCount(Places)).AsParallel().AsOrdered().Select(chunk =>
            new ShortlistChunk(vectors.Slice(chunk * ShortlistChunk.Capacity * size, RowCount(chunk) * size), size))];
    }

    private Shortlist(Shortlist origin, ShortlistChunk[] chunks, int places, PlaceMask? accepted)
    {
        (Size, _instructions, _chunks, Places, _accepted) = (origin.Size, origin._instructions, chunks, places, accepted);
        Count = accepted?.Count ?? places;
    }

    /// <summary>How many vectors can be found.</summary>
    public int Count { get; }

    /// <summary>How many places there are, those of vectors that cannot be found included; a vector keeps its place.</summary>
    public int Places { get; }

    /// <summary>K: values of a vector.</summary>
    public int Size { get; }

    /// <summary>The same vectors and further ones behind them.</summary>
    /// <param name="vectors">(n, K); copied.</param>
    /// <exception cref="ArgumentException">The values are no whole number of vectors, or one is not finite.</exception>
    public Shortlist With(ReadOnlySpan<float> vectors)
    {
        Check(vectors);
        var places = checked(Places + vectors.Length / Size);
        var chunks = new ShortlistChunk[ChunkCount(places)];
        _chunks.CopyTo(chunks, 0);
        for (var place = Places; place < places;)
        {
            var (chunk, row) = Math.DivRem(place, ShortlistChunk.Capacity);
            var count = Math.Min(ShortlistChunk.Capacity - row, places - place);
            chunks[chunk] = (chunks[chunk] ?? ShortlistChunk.Empty(Size)).Append(row, vectors.Slice((place - Places) * Size, count * Size));
            place += count;
        }
        return new Shortlist(this, chunks, places, _accepted?.Extend(places));
    }

    /// <summary>Memory for a block of vectors, (1024, K), in which the system finds them soon; what it holds is undefined.</summary>
    public static float[] NewBlock(int size) => LargePages.NewArray<float>(checked(BlockSize * size));

    /// <summary>The same vectors and further ones behind them, which are not copied where they begin a block.</summary>
    /// <param name="vectors">(n, K), n at most 1024; kept, and never to be changed from now on.</param>
    /// <exception cref="ArgumentException">The values are no whole number of vectors, they are too many, or one is not finite.</exception>
    public Shortlist WithBlock(ReadOnlyMemory<float> vectors)
    {
        if (vectors.Length > (long)BlockSize * Size)
            throw new ArgumentException($"vectors has {vectors.Length} values, expected at most {BlockSize} x {Size}.", nameof(vectors));
        if (Places % BlockSize != 0 || vectors.IsEmpty) return With(vectors.Span);
        Check(vectors.Span);
        var places = checked(Places + vectors.Length / Size);
        return new Shortlist(this, [.. _chunks, new ShortlistChunk(vectors, Size)], places, _accepted?.Extend(places));
    }

    /// <summary>The same places, some of whose vectors can no longer be found.</summary>
    public Shortlist Without(params ReadOnlySpan<int> places) =>
        new(this, _chunks, Places, (_accepted ?? PlaceMask.Where(Places, _ => true)).Except(places));

    /// <summary>The same places, of which only accepted ones can be found.</summary>
    /// <param name="accepted">Which of the places; one that could not be found before cannot be found now.</param>
    /// <exception cref="ArgumentException">The mask has another number of places.</exception>
    public Shortlist Within(PlaceMask accepted)
    {
        if (accepted.Length != Places)
            throw new ArgumentException($"accepted has {accepted.Length} places, expected {Places}.", nameof(accepted));
        return new Shortlist(this, _chunks, Places, _accepted?.And(accepted) ?? accepted);
    }

    /// <summary>Whether the vector at a place can be found.</summary>
    public bool CanFind(int place) => _accepted is null ? (uint)place < (uint)Places : _accepted[place];

    /// <summary>The vectors that can be found, one after the other in new places, in memory of their own.</summary>
    public Shortlist Compact()
    {
        var compact = new Shortlist(ReadOnlyMemory<float>.Empty, Size, _instructions);
        foreach (var places in FindablePlaces().Chunk(ShortlistChunk.Capacity))
        {
            var vectors = new float[places.Length * Size];
            for (var i = 0; i < places.Length; i++) ChunkOf(places[i], out var row).Vector(row).CopyTo(vectors.AsSpan(i * Size));
            compact = compact.With(vectors);
        }
        return compact;
    }

    /// <summary>The vector at a place, (K); also of one that cannot be found any more.</summary>
    public ReadOnlySpan<float> VectorAt(int place)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)place, (uint)Places, nameof(place));
        return ChunkOf(place, out var row).Vector(row);
    }

    /// <summary>Finds the best vectors for a query.</summary>
    /// <param name="query">(K), finite.</param>
    /// <param name="count">How many to find; all that can be found where there are fewer.</param>
    /// <param name="threads">Threads at most; all processors when 0.</param>
    /// <param name="cancellation">Stops the scan.</param>
    /// <returns>The hits, best first.</returns>
    /// <exception cref="ArgumentException">The query has another size, or a value that is not finite.</exception>
    public ShortlistHit[] Find(ReadOnlySpan<float> query, int count, int threads = 0, CancellationToken cancellation = default)
    {
        CheckQuery(query);
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfNegative(threads);
        count = Math.Min(count, Count);
        var rescored = (int)Math.Min(Count, Math.Max(LeastRescored, (long)RescoredPerHit * count));
        var keys = rescored == Count
            ? [.. FindablePlaces().Select(place => RankKey.Of(0, place))]
            : Scan(QuantizedVectors.QuantizeQuery(query), rescored, threads == 0 ? Environment.ProcessorCount : threads, cancellation);
        cancellation.ThrowIfCancellationRequested();
        return Rescore(keys, query, count);
    }

    private static int ChunkCount(int places) => (int)(((long)places + ShortlistChunk.Capacity - 1) / ShortlistChunk.Capacity);

    private int RowCount(int chunk) => Math.Min(ShortlistChunk.Capacity, Places - chunk * ShortlistChunk.Capacity);

    private ShortlistChunk ChunkOf(int place, out int row)
    {
        (var chunk, row) = Math.DivRem(place, ShortlistChunk.Capacity);
        return _chunks[chunk];
    }

    private IEnumerable<int> FindablePlaces() => _accepted?.Places ?? Enumerable.Range(0, Places);

    private void Check(ReadOnlySpan<float> vectors)
    {
        if (vectors.Length % Size != 0)
            throw new ArgumentException($"vectors has {vectors.Length} values, expected a multiple of {Size}.", nameof(vectors));
        for (var row = 0; row < vectors.Length / Size; row++)
            if (!TensorPrimitives.IsFiniteAll(vectors.Slice(row * Size, Size)))
                throw new ArgumentException($"vectors has a value at {row} that is not finite; it cannot be ranked.", nameof(vectors));
    }

    private void CheckQuery(ReadOnlySpan<float> query)
    {
        if (query.Length != Size)
            throw new ArgumentException($"query has {query.Length} values, expected {Size}.", nameof(query));
        if (!TensorPrimitives.IsFiniteAll(query))
            throw new ArgumentException("query has a value that is not finite; nothing can be ranked by it.", nameof(query));
    }

    private ulong[] Scan(short[] query, int count, int threads, CancellationToken cancellation)
    {
        var parts = new BestKeys[Math.Min(threads, _chunks.Length)];
        var next = -1;
        void Work(int part)
        {
            parts[part] = new BestKeys(count);
            for (int chunk; (chunk = Interlocked.Increment(ref next)) < _chunks.Length && !cancellation.IsCancellationRequested;)
            {
                var (first, rows) = (chunk * ShortlistChunk.Capacity, RowCount(chunk));
                _chunks[chunk].Scan(_instructions, query, rows, first, _accepted is null ? [] : _accepted.Words(first, rows), parts[part]);
            }
        }

        if (parts.Length == 1)
            Work(0);
        else
            Parallel.For(0, parts.Length, new ParallelOptions { MaxDegreeOfParallelism = parts.Length }, Work);
        cancellation.ThrowIfCancellationRequested();
        return BestKeys.Merge(parts, count);
    }

    private ShortlistHit[] Rescore(ulong[] keys, ReadOnlySpan<float> query, int count)
    {
        var hits = new ShortlistHit[keys.Length];
        for (var i = 0; i < keys.Length; i++)
        {
            var place = RankKey.IndexOf(keys[i]);
            hits[i] = new ShortlistHit(place, ChunkOf(place, out var row).Product(row, query));
            keys[i] = RankKey.Of(hits[i].Product, place);
        }
        Array.Sort(keys, hits);
        Array.Reverse(hits);
        return hits[..count];
    }
}
