namespace Sgraf.Api.Gallery.Segments;

/// <summary>Appends records of one kind of segment; used by one thread.</summary>
/// <param name="store">Where new files are made.</param>
/// <param name="kind">Their kind.</param>
/// <param name="largest">Bytes at which a new file is begun.</param>
internal sealed class SegmentAppender(SegmentStore store, SegmentKind kind, long largest)
{
    private SegmentFile? _file;
    private long _end, _committedEnd;

    /// <summary>The file that is appended to; null before the first record.</summary>
    public SegmentFile? File => _file;

    /// <summary>Where the last record ends.</summary>
    public long End => _end;

    /// <summary>Whether there are records that are not yet committed.</summary>
    public bool IsDirty => _end > _committedEnd;

    /// <summary>Goes on with a file that is there.</summary>
    /// <param name="file">The file.</param>
    /// <param name="end">Where its last record ends.</param>
    public void Continue(SegmentFile file, long end) => (_file, _end, _committedEnd) = (file, end, end);

    /// <summary>Writes a record behind the last one; it is on the disk after <see cref="Flush"/>.</summary>
    /// <param name="record">The record.</param>
    public RecordLocation Append(SegmentRecord record)
    {
        if (_file is null)
        {
            _file = store.Create(kind);
            _file.Finish();
            _end = _committedEnd = RecordFormat.FileHeader;
        }
        var location = new RecordLocation(_file.Number, _end, record.Length);
        _file.Write(_end, record.Buffers);
        _end += record.Length;
        return location;
    }

    /// <summary>Brings what was appended to the disk.</summary>
    public void Flush()
    {
        if (IsDirty) _file!.Flush();
    }

    /// <summary>Takes note that what was appended is in the catalogue; a full file gets no more.</summary>
    public void Commit()
    {
        _committedEnd = _end;
        if (_end >= largest) Seal();
    }

    /// <summary>Begins a new file with the next record.</summary>
    public void Seal() => _file = null;

    /// <summary>Takes back what was appended and not committed, and never trusts that file again.</summary>
    /// <remarks>A disk that failed to flush may have dropped what it was given; only what was flushed before is known to be there.</remarks>
    public void Abandon()
    {
        if (_file is not { } file || !IsDirty) return;
        Seal();
        _end = _committedEnd;
        if (_committedEnd == RecordFormat.FileHeader) store.Retire(file);    // nothing of it is in the catalogue
        else file.Truncate(_committedEnd);
    }
}
