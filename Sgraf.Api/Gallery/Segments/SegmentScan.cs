namespace Sgraf.Api.Gallery.Segments;

/// <summary>Reads all records of a segment file that can be read, whatever happened to the file.</summary>
/// <remarks>
/// A record whose parts are damaged is passed over by its length; where a header is damaged or missing, the next sound one is looked
/// for byte by byte. So damage costs the records that it touches and no others.
/// </remarks>
/// <param name="file">The file.</param>
internal sealed class SegmentScan(SegmentFile file)
{
    private const int Window = 1 << 20;

    /// <summary>Places that could not be read, as far as the scan has come.</summary>
    public int Damages { get; private set; }

    /// <summary>The records in their order, deleted ones included.</summary>
    public IEnumerable<StoredRecord> Records()
    {
        var length = file.Length;
        for (long offset = RecordFormat.FileHeader; offset + RecordFormat.RecordHeader <= length;)
        {
            if (TryReadHeader(offset, length) is not { } header)
            {
                Damages++;
                offset = FindHeader(offset + 1, length);
                continue;
            }
            var end = offset + header.Length;
            if (Read(new RecordLocation(file.Number, offset, (int)header.Length)) is { } record)
            {
                offset = end;
                yield return record;
                continue;
            }
            Damages++;
            // Bytes may have gone missing within the record, so that the next one does not begin where this one should end.
            offset = end == length || TryReadHeader(end, length) is not null ? end : FindHeader(offset + 1, length);
        }
    }

    /// <summary>The header at a place; null when there is none, or none whose record fits into the file.</summary>
    private RecordHeader? TryReadHeader(long offset, long length)
    {
        Span<byte> header = stackalloc byte[RecordFormat.RecordHeader];
        return file.TryRead(offset, header) && RecordFormat.TryReadRecordHeader(header, out var record) && offset + record.Length <= length
            ? record
            : null;
    }

    private StoredRecord? Read(RecordLocation location)
    {
        try
        {
            return file.ReadRecord(location);
        }
        catch (SegmentException)
        {
            return null;
        }
    }

    /// <summary>The place of the next sound header; the file's end when there is none.</summary>
    private long FindHeader(long offset, long length)
    {
        var window = new byte[Window + RecordFormat.RecordHeader];
        for (; offset < length; offset += Window)
        {
            var bytes = window.AsSpan(0, (int)Math.Min(window.Length, length - offset));
            if (!file.TryRead(offset, bytes)) return length;
            for (var place = 0; bytes[place..].IndexOf(RecordFormat.RecordMagic) is >= 0 and var step; place++)
            {
                place += step;
                if (bytes.Length - place < RecordFormat.RecordHeader) break;
                if (RecordFormat.TryReadRecordHeader(bytes[place..], out var record) && offset + place + record.Length <= length)
                    return offset + place;
            }
        }
        return length;
    }
}
