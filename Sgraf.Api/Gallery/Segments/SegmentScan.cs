namespace Sgraf.Api.Gallery.Segments;

/// <summary>Reads all records of a segment file that can be read, whatever happened to the file.</summary>
/// <remarks>
/// A record whose parts are damaged is passed over by its length; where a header is damaged, the next sound one is looked for byte
/// by byte. So damage costs the records that it touches and no others.
/// </remarks>
/// <param name="file">The file.</param>
internal sealed class SegmentScan(SegmentFile file)
{
    private const int Window = 1 << 20;

    /// <summary>Places that could not be read, as far as the scan has come.</summary>
    public int Damages { get; private set; }

    /// <summary>Where the last sound record ends, as far as the scan has come.</summary>
    public long End { get; private set; } = RecordFormat.FileHeader;

    /// <summary>The records in their order, deleted ones included.</summary>
    public IEnumerable<StoredRecord> Records()
    {
        var header = new byte[RecordFormat.RecordHeader];
        var length = file.Length;
        for (long offset = RecordFormat.FileHeader; offset + header.Length <= length;)
        {
            if (!file.TryRead(offset, header)) yield break;
            if (!RecordFormat.TryReadRecordHeader(header, out var record) || offset + record.Length > length)
            {
                Damages++;
                offset = FindHeader(offset + 1, length);
                continue;
            }
            var stored = Read(new RecordLocation(file.Number, offset, (int)record.Length));
            offset += record.Length;
            if (stored is null)
            {
                Damages++;
                continue;
            }
            End = offset;
            yield return stored;
        }
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
