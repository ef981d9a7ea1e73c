using Microsoft.Data.Sqlite;
using Sgraf.Api.Gallery.Catalogue;

namespace Sgraf.Api.Gallery.Segments;

/// <summary>The files of all kinds that are appended to.</summary>
/// <param name="store">All segment files.</param>
/// <param name="largest">Bytes at which a new file is begun.</param>
internal sealed class SegmentAppenders(SegmentStore store, long largest)
{
    private readonly Dictionary<SegmentKind, SegmentAppender> _appenders =
        Enum.GetValues<SegmentKind>().ToDictionary(kind => kind, kind => new SegmentAppender(store, kind, largest));

    public SegmentAppender this[SegmentKind kind] => _appenders[kind];

    /// <summary>Brings all new records to the disk, then writes down in the catalogue how far each file goes.</summary>
    public void Flush(SqliteConnection catalogue)
    {
        foreach (var (kind, appender) in _appenders)
        {
            if (!appender.IsDirty) continue;
            appender.Flush();
            catalogue.SetEnd(appender.File!.Number, kind, appender.End);
        }
    }

    /// <summary>Takes note that the catalogue's transaction is committed.</summary>
    public void Commit()
    {
        foreach (var appender in _appenders.Values) appender.Commit();
    }

    /// <summary>Takes back what was appended since the last commit.</summary>
    public void Abandon()
    {
        foreach (var appender in _appenders.Values) appender.Abandon();
    }

    /// <summary>Marks a record as deleted.</summary>
    public void MarkDeleted(RecordLocation location) => store.Find(location.Segment)?.MarkDeleted(location.Offset);
}
