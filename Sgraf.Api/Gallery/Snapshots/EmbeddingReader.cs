using System.Buffers;
using System.Runtime.ExceptionServices;
using Sgraf.Api.Gallery.Segments;
using Sgraf.Model.Bundles;
using Sgraf.Model.Scoring;

namespace Sgraf.Api.Gallery.Snapshots;

/// <summary>Brings embeddings from the segments: on several threads, in the order in which they lie there, what is wanted often from memory.</summary>
/// <param name="layout">Whose embeddings they are.</param>
/// <param name="cache">What is wanted often.</param>
internal sealed class EmbeddingReader(EmbeddingLayout layout, EmbeddingCache cache)
{
    /// <summary>Items that are worth a thread.</summary>
    private const int ItemsPerThread = 8;

    /// <summary>Reads wait for the disk more than they compute.</summary>
    private static readonly int MostThreads = 2 * Environment.ProcessorCount;

    /// <summary>The pictures at some places, as one network encoded them.</summary>
    /// <exception cref="DamagedItemException">One of them cannot be read.</exception>
    public PackedImages ReadImages(ItemSet set, SimilarityModule module, ReadOnlyMemory<int> places)
    {
        var images = new PackedImages(places.Length, layout.RegionCount, layout.JointSize);
        try
        {
            Read(set, places, isPicture: true, layout.RegionCount, module, (i, embeddings, global) => images.Fill(i, embeddings, global));
            return images;
        }
        catch
        {
            images.Dispose();
            throw;
        }
    }

    /// <summary>The captions at some places, as one network encoded them.</summary>
    /// <exception cref="DamagedItemException">One of them cannot be read.</exception>
    public PackedCaptions ReadCaptions(ItemSet set, SimilarityModule module, ReadOnlyMemory<int> places)
    {
        int[] lengths = [.. places.ToArray().Select(place => set.Items[place].Rows)];
        var starts = new int[lengths.Length + 1];
        for (var i = 0; i < lengths.Length; i++) starts[i + 1] = checked(starts[i] + lengths[i] * layout.JointSize);
        var (words, globals) = (new float[starts[^1]], new float[lengths.Length * layout.JointSize]);
        Read(set, places, isPicture: false, lengths.DefaultIfEmpty().Max(), module, (i, embeddings, global) =>
        {
            embeddings.CopyTo(words.AsSpan(starts[i]));
            global.CopyTo(globals.AsSpan(i * layout.JointSize));
        });
        return new PackedCaptions(words, globals, lengths, layout.JointSize);
    }

    private delegate void Take(int i, ReadOnlySpan<float> embeddings, ReadOnlySpan<float> global);

    private void Read(ItemSet set, ReadOnlyMemory<int> places, bool isPicture, int mostRows, SimilarityModule module, Take take)
    {
        var order = Order(set, places.Span);
        var parts = Math.Clamp(order.Length / ItemsPerThread, 1, MostThreads);
        void Work(int part)
        {
            var room = ArrayPool<float>.Shared.Rent((mostRows + 1) * layout.JointSize);
            var bytes = ArrayPool<byte>.Shared.Rent(RecordFormat.PartHeader + layout.PartLength(mostRows));
            try
            {
                var global = room.AsSpan(0, layout.JointSize);
                var (first, end) = ((int)((long)order.Length * part / parts), (int)((long)order.Length * (part + 1) / parts));
                foreach (var i in order.AsSpan(first, end - first))
                {
                    var item = set.Items[places.Span[i]];
                    var embeddings = room.AsSpan(layout.JointSize, item.Rows * layout.JointSize);
                    EmbeddingCodec.Decode(ReadPart(item, isPicture, module, bytes), embeddings, global);
                    take(i, embeddings, global);
                }
            }
            finally
            {
                ArrayPool<byte>.Shared.Return(bytes);
                ArrayPool<float>.Shared.Return(room);
            }
        }

        if (parts == 1)
            Work(0);
        else
            RunAll(parts, Work);
    }

    private static void RunAll(int parts, Action<int> work)
    {
        try
        {
            Parallel.For(0, parts, new ParallelOptions { MaxDegreeOfParallelism = parts }, work);
        }
        catch (AggregateException failures)
        {
            ExceptionDispatchInfo.Throw(failures.InnerExceptions[0]);
        }
    }

    private ReadOnlySpan<byte> ReadPart(StoredItem item, bool isPicture, SimilarityModule module, Span<byte> room)
    {
        var key = (item.Embeddings.Segment, Offset: layout.PartOffset(item.Embeddings, module, item.Rows));
        if (cache.TryGet(key, out var kept)) return kept.Span;
        try
        {
            var bytes = item.Segment!.ReadPart(key.Offset, room[..(RecordFormat.PartHeader + layout.PartLength(item.Rows))]);
            cache.Offer(key, bytes);
            return bytes;
        }
        catch (SegmentException failure)
        {
            throw new DamagedItemException(item.Number, isPicture, failure);
        }
    }

    /// <summary>The order in which the items lie on the disk.</summary>
    private static int[] Order(ItemSet set, ReadOnlySpan<int> places)
    {
        var order = new int[places.Length];
        var keys = new (int Segment, long Offset)[places.Length];
        for (var i = 0; i < order.Length; i++)
        {
            var location = set.Items[places[i]].Embeddings;
            (order[i], keys[i]) = (i, (location.Segment, location.Offset));
        }
        Array.Sort(keys, order);
        return order;
    }
}
