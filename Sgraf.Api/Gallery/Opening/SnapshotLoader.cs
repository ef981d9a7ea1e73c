using System.Buffers;
using System.Runtime.InteropServices;
using Microsoft.Data.Sqlite;
using Sgraf.Api.Gallery.Catalogue;
using Sgraf.Api.Gallery.Segments;
using Sgraf.Api.Gallery.Snapshots;
using Sgraf.Model.Search;

namespace Sgraf.Api.Gallery.Opening;

/// <summary>Reads the first snapshot: what the catalogue lists, and all vectors from the first to the last.</summary>
/// <param name="catalogue">The catalogue.</param>
/// <param name="store">The segments.</param>
/// <param name="layout">Whose embeddings are wanted.</param>
/// <param name="problems">Collects what cannot be read.</param>
internal sealed class SnapshotLoader(SqliteConnection catalogue, SegmentStore store, EmbeddingLayout layout, List<string> problems)
{
    /// <summary>Bytes from the first to the last of the vectors that are read at once, deleted ones included.</summary>
    private const int LargestRange = 64 << 20;

    /// <summary>Reads the snapshot; what cannot be read is left out of it and marked to be made anew.</summary>
    public GallerySnapshot Load(EmbeddingReader reader)
    {
        var pictures = catalogue.PicturesOf(layout).ConvertAll(row => new Listed(row.Number, row.Embeddings, row.Vector, layout.RegionCount));
        var texts = catalogue.CaptionsOf(layout).ConvertAll(row => new Listed(row.Number, row.Embeddings, row.Vector, row.Words));
        var (images, captions) = (Load(pictures, catalogue.ClearRegions), Load(texts, catalogue.ClearWords));
        return new GallerySnapshot(images, captions, catalogue.StalePictures(layout).Count, catalogue.StaleCaptions(layout).Count, reader);
    }

    private readonly record struct Listed(long Number, RecordLocation Embeddings, RecordLocation Vector, int Rows);

    private sealed record Block(StoredItem[] Items, QuantizedVectors Vectors, Listed[] Damaged);

    private ItemSet Load(List<Listed> listed, Action<long> clear)
    {
        var set = ItemSet.Empty(layout.VectorSize);
        var damaged = new List<Listed>();
        var blocks = new Queue<Listed[]>(listed.Chunk(Shortlist.BlockSize));
        var reading = new Queue<Task<Block>>();
        for (ReadAhead(blocks, reading); reading.TryDequeue(out var next); ReadAhead(blocks, reading))
        {
            var block = next.GetAwaiter().GetResult();
            set = set.WithBlock(block.Items, block.Vectors);
            damaged.AddRange(block.Damaged);
        }
        foreach (var item in damaged) clear(item.Number);
        Report(damaged);
        return set;
    }

    /// <summary>Parts of a block that lie near to each other in one segment.</summary>
    private static IEnumerable<ArraySegment<Listed>> Runs(Listed[] block)
    {
        for (int first = 0, end = 1; first < block.Length; first = end++)
        {
            var start = block[first].Vector;
            while (end < block.Length && block[end].Vector is var next && next.Segment == start.Segment
                && next.Offset + next.Length - start.Offset <= LargestRange)
                end++;
            yield return new ArraySegment<Listed>(block, first, end - first);
        }
    }

    /// <summary>Several blocks are read while the one before is taken in.</summary>
    private void ReadAhead(Queue<Listed[]> blocks, Queue<Task<Block>> reading)
    {
        while (reading.Count <= Environment.ProcessorCount && blocks.TryDequeue(out var block)) reading.Enqueue(Task.Run(() => Read(block)));
    }

    private Block Read(Listed[] block)
    {
        var (items, damaged) = (new List<StoredItem>(block.Length), new List<Listed>());
        var vectors = new QuantizedVectors(Shortlist.BlockSize, layout.VectorSize);
        foreach (var run in Runs(block))
        {
            var length = LengthOf(run);
            var room = ArrayPool<byte>.Shared.Rent(length);
            var records = room.AsMemory(0, ReadRange(run[0].Vector, room.AsSpan(0, length)));
            foreach (var item in run)
            {
                if (FindEmbeddings(item.Embeddings) is { } file && TryAddVector(item.Vector, run[0].Vector.Offset, records, vectors))
                    items.Add(new StoredItem(
                        item.Number, new OpenRecord(file, item.Embeddings), new OpenRecord(store.Find(item.Vector.Segment), item.Vector), item.Rows));
                else
                    damaged.Add(item);
            }
            ArrayPool<byte>.Shared.Return(room);
        }
        return new Block([.. items], vectors, [.. damaged]);
    }

    /// <summary>Bytes from the first vector to the last; as many as there are, where the file is short.</summary>
    private int LengthOf(ArraySegment<Listed> run)
    {
        if (store.Find(run[0].Vector.Segment) is not { } file) return 0;
        var (start, last) = (run[0].Vector.Offset, run[^1].Vector);
        return checked((int)Math.Max(0, Math.Min(last.Offset + last.Length, file.Length) - start));
    }

    /// <returns>Bytes read: all that there is room for, or none.</returns>
    private int ReadRange(RecordLocation first, Span<byte> room) =>
        store.Find(first.Segment) is { } file && file.TryRead(first.Offset, room) ? room.Length : 0;

    private SegmentFile? FindEmbeddings(RecordLocation location) =>
        store.Find(location.Segment) is { } file && location.Offset + location.Length <= file.Length ? file : null;

    /// <param name="location">Where the vector's record lies.</param>
    /// <param name="start">Where the bytes read begin.</param>
    /// <param name="records">The bytes read.</param>
    /// <param name="vectors">Takes the vector.</param>
    private bool TryAddVector(RecordLocation location, long start, ReadOnlyMemory<byte> records, QuantizedVectors vectors)
    {
        var offset = location.Offset - start;
        if (offset < 0 || offset + location.Length > records.Length
            || StoredRecord.Parse(location, records.Slice((int)offset, location.Length)) is not { } record
            || record.Parts[^1].Length != layout.VectorLength)
            return false;
        vectors.Add(MemoryMarshal.Cast<byte, float>(record.Parts[^1].Span));
        return true;
    }

    private void Report(List<Listed> damaged)
    {
        foreach (var group in damaged.GroupBy(item => item.Vector.Segment))
            problems.Add(
                $"{group.Count()} pictures or captions of {SegmentFile.NameOf(SegmentKind.Vectors, group.Key)} cannot be read, "
                + "in it or in the segment of their embeddings; they are left out until they are indexed anew");
    }
}
