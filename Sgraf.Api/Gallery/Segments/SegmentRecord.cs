namespace Sgraf.Api.Gallery.Segments;

/// <summary>A record that is ready to be written.</summary>
internal sealed class SegmentRecord
{
    /// <param name="kind">What it is about.</param>
    /// <param name="parts">Its description as JSON, then its data; none is copied.</param>
    public SegmentRecord(RecordKind kind, params IReadOnlyList<ReadOnlyMemory<byte>> parts)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(parts.Count, RecordFormat.LargestPartCount, nameof(parts));
        var length = parts.Aggregate((long)RecordFormat.RecordHeader, (sum, part) => sum + RecordFormat.PartHeader + part.Length);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(length, RecordFormat.LargestRecord, nameof(parts));
        var header = new byte[RecordFormat.RecordHeader];
        RecordFormat.WriteRecordHeader(header, kind, parts.Count, length);
        (Kind, Length, Buffers) = (kind, (int)length, [header, .. parts.SelectMany(part => (ReadOnlyMemory<byte>[])[PartHeader(part.Span), part])]);
    }

    /// <summary>What it is about.</summary>
    public RecordKind Kind { get; }

    /// <summary>Its bytes, all included.</summary>
    public int Length { get; }

    /// <summary>Its bytes in order.</summary>
    public IReadOnlyList<ReadOnlyMemory<byte>> Buffers { get; }

    private static byte[] PartHeader(ReadOnlySpan<byte> part)
    {
        var header = new byte[RecordFormat.PartHeader];
        RecordFormat.WritePartHeader(header, part);
        return header;
    }
}
