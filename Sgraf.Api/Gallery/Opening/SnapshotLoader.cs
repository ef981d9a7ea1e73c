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
    /// <summary>Vectors read at once, and bytes from the first to the last of them, deleted ones included.</summary>
    private const int BlockSize = 1024, LargestRange = 64 << 20;

    /// <summary>Reads the snapshot; what cannot be read is left out of it and marked to be made anew.</summary>
    public GallerySnapshot Load(EmbeddingReader reader)
    {
        var pictures = catalogue.PicturesOf(layout).ConvertAll(row => new Listed(row.Number, row.Embeddings, row.Vector, layout.RegionCount));
        var texts = catalogue.CaptionsOf(layout).ConvertAll(row => new Listed(row.Number, row.Embeddings, row.Vector, row.Words));
        var (images, captions) = (Load(pictures, catalogue.ClearRegions), Load(texts, catalogue.ClearWords));
        return new GallerySnapshot(images, captions, catalogue.StalePictures(layout).Count, catalogue.StaleCaptions(layout).Count, reader);
    }

    private readonly record struct Listed(long Number, RecordLocation Embeddings, RecordLocation Vector, int Rows);

    private sealed record Block(StoredItem[] Items, ReadOnlyMemory<float> Vectors, Listed[] Damaged);

    /// <summary>Memory for a block, used again for the one after the next.</summary>
    private sealed class Room(int vectorSize)
    {
        private byte[] _bytes = [];

        public float[] Vectors { get; } = new float[BlockSize * vectorSize];

        public Span<byte> Bytes(int length)
        {
            if (_bytes.Length < length) _bytes = GC.AllocateUninitializedArray<byte>(length);
            return _bytes.AsSpan(0, length);
        }

        public ReadOnlyMemory<byte> Memory(int start, int length) => _bytes.AsMemory(start, length);
    }

    private ItemSet Load(List<Listed> listed, Action<long> clear)
    {
        var set = ItemSet.Empty(layout.VectorSize);
        var damaged = new List<Listed>();
        var blocks = new Queue<Listed[]>(Blocks(listed));
        var (room, other) = (new Room(layout.VectorSize), new Room(layout.VectorSize));
        var next = ReadAhead(blocks, room);
        while (next is not null)
        {
            var block = next.GetAwaiter().GetResult();
            (room, other) = (other, room);
            next = ReadAhead(blocks, room);
            set = set.With(block.Items, block.Vectors.Span);
            damaged.AddRange(block.Damaged);
        }
        foreach (var item in damaged) clear(item.Number);
        Report(damaged);
        return set;
    }

    private static IEnumerable<Listed[]> Blocks(List<Listed> listed)
    {
        var block = new List<Listed>(BlockSize);
        foreach (var item in listed)
        {
            var isNear = block.Count == 0 || (item.Vector.Segment == block[0].Vector.Segment
                && item.Vector.Offset + item.Vector.Length - block[0].Vector.Offset <= LargestRange);
            if (block.Count == BlockSize || !isNear)
            {
                yield return [.. block];
                block.Clear();
            }
            block.Add(item);
        }
        if (block.Count > 0) yield return [.. block];
    }

    /// <summary>The disk reads one block while the one before is taken in.</summary>
    private Task<Block>? ReadAhead(Queue<Listed[]> blocks, Room room) => blocks.TryDequeue(out var block) ? Task.Run(() => Read(block, room)) : null;

    private Block Read(Listed[] block, Room room)
    {
        var (items, damaged) = (new List<StoredItem>(block.Length), new List<Listed>());
        var length = ReadRange(block, room);
        foreach (var item in block)
        {
            if (FindEmbeddings(item.Embeddings) is { } segment
                && TryReadVector(item.Vector, block[0].Vector.Offset, length, room, room.Vectors.AsSpan(items.Count * layout.VectorSize)))
                items.Add(new StoredItem(item.Number, segment, item.Embeddings, item.Rows));
            else
                damaged.Add(item);
        }
        return new Block([.. items], room.Vectors.AsMemory(0, items.Count * layout.VectorSize), [.. damaged]);
    }

    /// <summary>Reads all bytes from the first vector to the last; as many as there are, where the file is short.</summary>
    private int ReadRange(Listed[] block, Room room)
    {
        if (store.Find(block[0].Vector.Segment) is not { } file) return 0;
        var (start, last) = (block[0].Vector.Offset, block[^1].Vector);
        var length = checked((int)Math.Max(0, Math.Min(last.Offset + last.Length, file.Length) - start));
        return file.TryRead(start, room.Bytes(length)) ? length : 0;
    }

    private SegmentFile? FindEmbeddings(RecordLocation location) =>
        store.Find(location.Segment) is { } file && location.Offset + location.Length <= file.Length ? file : null;

    private bool TryReadVector(RecordLocation location, long start, int length, Room room, Span<float> vector)
    {
        var offset = location.Offset - start;
        if (offset + location.Length > length
            || StoredRecord.Parse(location, room.Memory((int)offset, location.Length)) is not { } record
            || record.Parts[^1].Length != layout.VectorLength)
            return false;
        record.Parts[^1].Span.CopyTo(MemoryMarshal.AsBytes(vector));
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
