using System.Runtime.InteropServices;
using Microsoft.Data.Sqlite;
using Sgraf.Api.Gallery.Catalogue;
using Sgraf.Api.Gallery.Segments;
using Sgraf.Api.Gallery.Snapshots;

namespace Sgraf.Api.Gallery.Opening;

/// <summary>Reads the first snapshot: what the catalogue lists, and all vectors from the first to the last.</summary>
/// <param name="catalogue">The catalogue.</param>
/// <param name="store">The segments.</param>
/// <param name="layout">Whose embeddings are wanted.</param>
/// <param name="problems">Collects what cannot be read.</param>
internal sealed class SnapshotLoader(SqliteConnection catalogue, SegmentStore store, EmbeddingLayout layout, List<string> problems)
{
    /// <summary>Vectors read at once.</summary>
    private const int BlockSize = 1024;

    /// <summary>Reads the snapshot; what cannot be read is left out of it and marked to be made anew.</summary>
    public GallerySnapshot Load(EmbeddingReader reader)
    {
        var images = Load(
            [.. catalogue.PicturesOf(layout).Select(row => new Listed(row.Number, row.Embeddings, row.Vector, layout.RegionCount))], catalogue.ClearRegions);
        var captions = Load(
            [.. catalogue.CaptionsOf(layout).Select(row => new Listed(row.Number, row.Embeddings, row.Vector, row.Words))], catalogue.ClearWords);
        return new GallerySnapshot(images, captions, catalogue.StalePictures(layout).Count, catalogue.StaleCaptions(layout).Count, reader);
    }

    private readonly record struct Listed(long Number, RecordLocation Embeddings, RecordLocation Vector, int Rows);

    private sealed record Block(StoredItem[] Items, float[] Vectors, Listed[] Damaged);

    private ItemSet Load(List<Listed> listed, Action<long> clear)
    {
        var set = ItemSet.Empty(layout.VectorSize);
        var damaged = new List<Listed>();
        var blocks = new Queue<Listed[]>(listed.GroupBy(item => item.Vector.Segment).SelectMany(segment => segment.Chunk(BlockSize)));
        var next = ReadAhead(blocks);
        while (next is not null)
        {
            var block = next.GetAwaiter().GetResult();
            next = ReadAhead(blocks);
            set = set.With(block.Items, block.Vectors);
            damaged.AddRange(block.Damaged);
        }
        foreach (var item in damaged) clear(item.Number);
        Report(damaged);
        return set;
    }

    /// <summary>The disk reads one block while the one before is taken in.</summary>
    private Task<Block>? ReadAhead(Queue<Listed[]> blocks) => blocks.TryDequeue(out var block) ? Task.Run(() => Read(block)) : null;

    private Block Read(Listed[] block)
    {
        var (items, damaged) = (new List<StoredItem>(block.Length), new List<Listed>());
        var vectors = new float[block.Length * layout.VectorSize];
        var bytes = ReadRange(block);
        foreach (var item in block)
        {
            if (FindEmbeddings(item.Embeddings) is not { } segment || !TryReadVector(item.Vector, bytes, block[0].Vector.Offset, vectors.AsSpan(items.Count * layout.VectorSize)))
                damaged.Add(item);
            else
                items.Add(new StoredItem(item.Number, segment, item.Embeddings, item.Rows));
        }
        return new Block([.. items], vectors[..(items.Count * layout.VectorSize)], [.. damaged]);
    }

    /// <summary>All bytes from the first vector to the last; as many as there are, where the file is short.</summary>
    private byte[] ReadRange(Listed[] block)
    {
        if (store.Find(block[0].Vector.Segment) is not { } file) return [];
        var (start, last) = (block[0].Vector.Offset, block[^1].Vector);
        var length = Math.Max(0, Math.Min(last.Offset + last.Length, file.Length) - start);
        var bytes = GC.AllocateUninitializedArray<byte>(checked((int)length));
        return file.TryRead(start, bytes) ? bytes : [];
    }

    private SegmentFile? FindEmbeddings(RecordLocation location) =>
        store.Find(location.Segment) is { } file && location.Offset + location.Length <= file.Length ? file : null;

    private bool TryReadVector(RecordLocation location, byte[] bytes, long start, Span<float> vector)
    {
        var offset = location.Offset - start;
        if (offset + location.Length > bytes.Length
            || StoredRecord.Parse(location, bytes.AsMemory((int)offset, location.Length)) is not { } record
            || record.Parts[^1].Length != layout.VectorLength)
            return false;
        record.Parts[^1].Span.CopyTo(MemoryMarshal.AsBytes(vector));
        return true;
    }

    private void Report(List<Listed> damaged)
    {
        foreach (var group in damaged.GroupBy(item => item.Vector.Segment))
            problems.Add($"{group.Count()} pictures or captions of {SegmentFile.NameOf(SegmentKind.Vectors, group.Key)} cannot be read, in it or in the segment of "
                + "their embeddings; they are left out until they are indexed anew");
    }
}
