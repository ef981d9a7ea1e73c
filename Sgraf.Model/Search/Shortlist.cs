using System.Numerics.Tensors;
using Sgraf.Model.Matrices;

namespace Sgraf.Model.Search;

/// <summary>The first stage of a search: finds the vectors with the largest inner products with a query, by reading all of them.</summary>
/// <remarks>
/// A scan over int8 copies, which are all that it keeps, picks somewhat more than are asked for; those are compared again in single
/// precision, by vectors that the caller brings. Of equal products the first vector is the better hit, and neither the number of
/// threads nor the processor changes the result.
/// An immutable snapshot: any number of threads may search at once. It takes one byte a value.
/// Snapshots that grow from each other share their vectors, so that adding and removing cost what is added and removed.
/// </remarks>
public sealed class Shortlist
{
    /// <summary>Vectors at most of a block that <see cref="WithBlock"/> takes over.</summary>
    public const int BlockSize = ShortlistChunk.Capacity;

    /// <summary>Compared again in single precision: at least so many, and so many for each one asked for.</summary>
    private const int LeastRescored = 400, RescoredPerHit = 2;

    private readonly ShortlistChunk[] _chunks;    // all full but the last
    private readonly PlaceMask? _accepted;        // null when every vector can be found
    private readonly InstructionSet _instructions;

    /// <param name="vectors">(N, K); quantized, not kept.</param>
    /// <param name="size">K: values of a vector.</param>
    /// <exception cref="ArgumentException">The values are no whole number of vectors, or one is not finite.</exception>
    public Shortlist(ReadOnlyMemory<float> vectors, int size) : this(vectors, size, InstructionSets.Best) { }

    internal Shortlist(ReadOnlyMemory<float> vectors, int size, InstructionSet instructions)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(size);
        (Size, _instructions, _chunks) = (size, instructions, []);
        var added = Quantize(vectors.Span);
        _chunks = ChunksWith(added);
        Places = Count = added.Count;
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
    /// <param name="vectors">(n, K); quantized, not kept.</param>
    /// <exception cref="ArgumentException">The values are no whole number of vectors, or one is not finite.</exception>
    public Shortlist With(ReadOnlySpan<float> vectors) => WithBlock(Quantize(vectors));

    /// <summary>The same vectors and further ones behind them, which are not copied where they begin a block and are none too many for it.</summary>
    /// <param name="vectors">Of the same size; nothing may be added to them from now on.</param>
    /// <exception cref="ArgumentException">The vectors have another size.</exception>
    public Shortlist WithBlock(QuantizedVectors vectors)
    {
        ArgumentNullException.ThrowIfNull(vectors);
        if (vectors.Size != Size)
            throw new ArgumentException($"vectors has vectors of {vectors.Size} values, expected {Size}.", nameof(vectors));
        var places = checked(Places + vectors.Count);
        return new Shortlist(this, ChunksWith(vectors), places, _accepted?.Extend(places));
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
    public Shortlist Compact() => new(this, [.. FindablePlaces().Chunk(BlockSize).Select(Gather)], Count, null);

    /// <summary>Finds the best vectors for a query.</summary>
    /// <param name="query">(K), finite.</param>
    /// <param name="count">How many to find; all that can be found where there are fewer.</param>
    /// <param name="vectors">Brings vectors of this shortlist in single precision.</param>
    /// <param name="threads">Threads at most; all processors when 0.</param>
    /// <param name="cancellation">Stops the search.</param>
    /// <returns>The hits, best first.</returns>
    /// <exception cref="ArgumentException">The query has another size, or a value that is not finite.</exception>
    public ShortlistHit[] Find(
        ReadOnlySpan<float> query, int count, VectorReader vectors, int threads = 0, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(vectors);
        CheckQuery(query);
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfNegative(threads);
        count = Math.Min(count, Count);
        var rescored = (int)Math.Min(Count, Math.Max(LeastRescored, (long)RescoredPerHit * count));
        var keys = rescored == Count
            ? [.. FindablePlaces().Select(place => RankKey.Of(0, place))]
            : Scan(QuantizedVectors.QuantizeQuery(query), rescored, threads == 0 ? Environment.ProcessorCount : threads, cancellation);
        return Rescoring.Rank(keys, query, vectors, cancellation)[..count];
    }

    private static int ChunkCount(int places) => (int)(((long)places + BlockSize - 1) / BlockSize);

    private int RowCount(int chunk) => Math.Min(BlockSize, Places - chunk * BlockSize);

    private IEnumerable<int> FindablePlaces() => _accepted?.Places ?? Enumerable.Range(0, Places);

    private QuantizedVectors Quantize(ReadOnlySpan<float> vectors)
    {
        if (vectors.Length % Size != 0)
            throw new ArgumentException($"vectors has {vectors.Length} values, expected a multiple of {Size}.", nameof(vectors));
        var quantized = new QuantizedVectors(vectors.Length / Size, Size);
        for (var start = 0; start < vectors.Length; start += Size) quantized.Add(vectors.Slice(start, Size));
        return quantized;
    }

    private ShortlistChunk[] ChunksWith(QuantizedVectors added)
    {
        if (Places % BlockSize == 0 && added.Count is > 0 and <= BlockSize) return [.. _chunks, new ShortlistChunk(added)];
        var places = checked(Places + added.Count);
        var chunks = new ShortlistChunk[ChunkCount(places)];
        _chunks.CopyTo(chunks, 0);
        for (var place = Places; place < places;)
        {
            var (chunk, row) = Math.DivRem(place, BlockSize);
            var count = Math.Min(BlockSize - row, places - place);
            chunks[chunk] = (chunks[chunk] ?? new ShortlistChunk(new QuantizedVectors(BlockSize, Size))).Append(row, added, place - Places, count);
            place += count;
        }
        return chunks;
    }

    private ShortlistChunk Gather(int[] places)
    {
        var gathered = new QuantizedVectors(BlockSize, Size);
        foreach (var place in places) gathered.Add(_chunks[place / BlockSize].Vectors, place % BlockSize, 1);
        return new ShortlistChunk(gathered);
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
                var (first, rows) = (chunk * BlockSize, RowCount(chunk));
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
}
