namespace Sgraf.Api.Gallery.Segments;

/// <summary>A record as it was read, every part sound.</summary>
/// <param name="Location">Where it lies.</param>
/// <param name="Header">What its first bytes say.</param>
/// <param name="Bytes">All its bytes.</param>
/// <param name="Parts">Its parts, the description first.</param>
internal sealed record StoredRecord(
    RecordLocation Location, RecordHeader Header, ReadOnlyMemory<byte> Bytes, IReadOnlyList<ReadOnlyMemory<byte>> Parts)
{
    /// <summary>Cuts a record's bytes into its parts and checks each.</summary>
    /// <returns>The record; null when the bytes are not those that were written.</returns>
    public static StoredRecord? Parse(RecordLocation location, ReadOnlyMemory<byte> bytes)
    {
        if (bytes.Length < RecordFormat.RecordHeader || !RecordFormat.TryReadRecordHeader(bytes.Span, out var header) || header.Length != bytes.Length)
            return null;
        var parts = new ReadOnlyMemory<byte>[header.PartCount];
        var rest = bytes[RecordFormat.RecordHeader..];
        for (var i = 0; i < parts.Length; i++)
        {
            if (rest.Length < RecordFormat.PartHeader) return null;
            var (partHeader, behind) = (rest[..RecordFormat.PartHeader], rest[RecordFormat.PartHeader..]);
            if (RecordFormat.ReadPartLength(partHeader.Span) is var length && (length < 0 || length > behind.Length)) return null;
            (parts[i], rest) = (behind[..(int)length], behind[(int)length..]);
            if (!RecordFormat.IsSound(partHeader.Span, parts[i].Span)) return null;
        }
        return rest.IsEmpty ? new StoredRecord(location, header, bytes, parts) : null;
    }
}
