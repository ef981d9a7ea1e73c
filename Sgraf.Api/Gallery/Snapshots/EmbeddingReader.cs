using System.Buffers;
using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;
using System.Runtime.InteropServices;
using Sgraf.Api.Gallery.Segments;
using Sgraf.Model.Bundles;
using Sgraf.Model.Scoring;

namespace Sgraf.Api.Gallery.Snapshots;

/// <summary>Brings embeddings and vectors from the segments, what is wanted often from memory: on several threads, in the order in which they lie there.</summary>
/// <param name="layout">Whose embeddings they are.</param>
/// <param name="cache">What is wanted often.</param>
internal sealed class EmbeddingReader(EmbeddingLayout layout, EmbeddingCache cache)
{
    /// <summary>Items that are worth a thread.</summary>
    private const int ItemsPerThread = 8;

    /// <summary>Reads wait for the disk more than they compute.</summary>
    private static readonly int MostThreads = 2 * Environment.ProcessorCount;

    /// <summary>The pictures at some places, as one network encoded them.</summary>
    /// <exception cref="DamagedItemsException">Some of them cannot be read.</exception>
    public PackedImages ReadImages(ItemSet set, SimilarityModule module, ReadOnlyMemory<int> places)
    {
        var images = new PackedImages(places.Length, layout.RegionCount, layout.JointSize);
        try
        {
            ReadEmbeddings(set, isPicture: true, module, places, (i, embeddings, global) => images.Fill(i, embeddings, global));
            return images;
        }
        catch
        {
            images.Dispose();
            throw;
        }
    }

    /// <summary>The captions at some places, as one network encoded them.</summary>
    /// <exception cref="DamagedItemsException">Some of them cannot be read.</exception>
    public PackedCaptions ReadCaptions(ItemSet set, SimilarityModule module, ReadOnlyMemory<int> places)
    {
        int[] lengths = [.. places.ToArray().Select(place => set.Items[place].Rows)];
        var starts = new int[lengths.Length + 1];
        for (var i = 0; i < lengths.Length; i++) starts[i + 1] = checked(starts[i] + lengths[i] * layout.JointSize);
        var (words, globals) = (new float[starts[^1]], new float[lengths.Length * layout.JointSize]);
        ReadEmbeddings(set, isPicture: false, module, places, (i, embeddings, global) =>
        {
            embeddings.CopyTo(words.AsSpan(starts[i]));
            global.CopyTo(globals.AsSpan(i * layout.JointSize));
        });
        return new PackedCaptions(words, globals, lengths, layout.JointSize);
    }

    /// <summary>The vectors of the pictures or captions at some places.</summary>
    /// <param name="set">The pictures or captions.</param>
    /// <param name="isPicture">Which of the two.</param>
    /// <param name="places">The places.</param>
    /// <param name="vectors">Takes the vectors, (n, K), in the order of the places.</param>
    /// <exception cref="DamagedItemsException">Some of them cannot be read.</exception>
    public void ReadVectors(ItemSet set, bool isPicture, ReadOnlyMemory<int> places, Memory<float> vectors)
    {
        var parts = Array.ConvertAll(places.ToArray(), place => VectorOf(set.Items[place]));
        Read(parts, isPicture, (i, bytes) => bytes.CopyTo(MemoryMarshal.AsBytes(vectors.Span.Slice(i * layout.VectorSize, layout.VectorSize))));
    }

    private delegate void TakeEmbeddings(int i, ReadOnlySpan<float> embeddings, ReadOnlySpan<float> global);

    private delegate void Take(int i, ReadOnlySpan<byte> bytes);

    /// <summary>A part of an item's record.</summary>
    private readonly record struct Part(StoredItem Item, SegmentFile File, long Offset, int Length)
    {
        public (int Segment, long Offset) Key => (File.Number, Offset);
    }

    private void ReadEmbeddings(ItemSet set, bool isPicture, SimilarityModule module, ReadOnlyMemory<int> places, TakeEmbeddings take)
    {
        var parts = Array.ConvertAll(places.ToArray(), place => EmbeddingsOf(set.Items[place], module));
        Read(parts, isPicture, (i, bytes) =>
        {
            var length = parts[i].Item.Rows * layout.JointSize;
            var room = ArrayPool<float>.Shared.Rent(layout.JointSize + length);
            var global = room.AsSpan(0, layout.JointSize);
            var embeddings = room.AsSpan(layout.JointSize, length);
            EmbeddingCodec.Decode(bytes, embeddings, global);
            take(i, embeddings, global);
            ArrayPool<float>.Shared.Return(room);
        });
    }

    private Part EmbeddingsOf(StoredItem item, SimilarityModule module) => new(
        item, item.Embeddings.File!, layout.PartOffset(item.Embeddings.Location, module, item.Rows), layout.PartLength(item.Rows));

    private Part VectorOf(StoredItem item) =>
        new(item, item.Vector.File!, item.Vector.Location.PartFromEnd(layout.VectorLength), layout.VectorLength);

    private void Read(Part[] parts, bool isPicture, Take take)
    {
        int[] order = [.. Enumerable.Range(0, parts.Length)];
        Array.Sort(Array.ConvertAll(parts, part => part.Key), order);
        var threads = Math.Clamp(order.Length / ItemsPerThread, 1, MostThreads);
        var damaged = new ConcurrentBag<(long Number, SegmentException Problem)>();    // all at once: a lost file has many
        void Work(int thread)
        {
            var (first, end) = ((int)((long)order.Length * thread / threads), (int)((long)order.Length * (thread + 1) / threads));
            foreach (var i in order.AsSpan(first, end - first))
            {
                try
                {
                    ReadPart(parts[i], i, take);
                }
                catch (SegmentException problem)
                {
                    damaged.Add((parts[i].Item.Number, problem));
                }
            }
        }

        if (threads == 1)
            Work(0);
        else
            RunAll(threads, Work);
        if (!damaged.IsEmpty) throw new DamagedItemsException(isPicture, [.. damaged.OrderBy(item => item.Number)]);
    }

    private static void RunAll(int threads, Action<int> work)
    {
        try
        {
            Parallel.For(0, threads, new ParallelOptions { MaxDegreeOfParallelism = threads }, work);
        }
        catch (AggregateException failures)
        {
            ExceptionDispatchInfo.Throw(failures.InnerExceptions[0]);
        }
    }

    private void ReadPart(Part part, int i, Take take)
    {
        if (cache.TryGet(part.Key, out var kept))
        {
            take(i, kept.Span);
            return;
        }
        var room = ArrayPool<byte>.Shared.Rent(RecordFormat.PartHeader + part.Length);
        try
        {
            var bytes = part.File.ReadPart(part.Offset, room.AsSpan(0, RecordFormat.PartHeader + part.Length));
            cache.Offer(part.Key, bytes);
            take(i, bytes);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(room);
        }
    }
}
