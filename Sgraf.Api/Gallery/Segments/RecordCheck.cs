using System.IO.Hashing;

namespace Sgraf.Api.Gallery.Segments;

/// <summary>Checks records without keeping them: one block of memory serves for records of any length. Used by one thread.</summary>
internal sealed class RecordCheck
{
    private const int BlockSize = 1 << 20;
    private readonly byte[] _block = new byte[BlockSize];

    /// <summary>Says what is wrong with a record; null when it is as it was written.</summary>
    public SegmentException? Problem(SegmentFile file, RecordLocation location)
    {
        try
        {
            return IsSound(file, location) ? null : file.Damaged(location.Offset);
        }
        catch (IOException failure)
        {
            return file.Damaged(location.Offset, failure);
        }
    }

    private bool IsSound(SegmentFile file, RecordLocation location)
    {
        Span<byte> bytes = stackalloc byte[RecordFormat.RecordHeader];
        if (!file.TryRead(location.Offset, bytes) || !RecordFormat.TryReadRecordHeader(bytes, out var header) || header.Length != location.Length)
            return false;
        var (offset, end) = (location.Offset + RecordFormat.RecordHeader, location.Offset + location.Length);
        for (var part = 0; part < header.PartCount; part++)
        {
            if (EndOfPart(file, offset, end) is not { } next) return false;
            offset = next;
        }
        return offset == end;
    }

    /// <summary>Where a part ends; null when it is damaged.</summary>
    private long? EndOfPart(SegmentFile file, long offset, long end)
    {
        Span<byte> header = stackalloc byte[RecordFormat.PartHeader];
        var start = offset + RecordFormat.PartHeader;
        if (start > end || !file.TryRead(offset, header)) return null;
        var length = RecordFormat.ReadPartLength(header);
        if (length < 0 || length > end - start) return null;
        return Checksum(file, start, length) == RecordFormat.ReadPartChecksum(header) ? start + length : null;
    }

    /// <summary>The checksum of some bytes as they are now; null when the file ends before.</summary>
    private ulong? Checksum(SegmentFile file, long start, long length)
    {
        var checksum = new XxHash3(length);
        for (var end = start + length; start < end; start += BlockSize)
        {
            var block = _block.AsSpan(0, (int)Math.Min(BlockSize, end - start));
            if (!file.TryRead(start, block)) return null;
            checksum.Append(block);
        }
        return checksum.GetCurrentHashAsUInt64();
    }
}
