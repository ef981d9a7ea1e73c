using System.Diagnostics;
using Microsoft.Data.Sqlite;
using Sgraf.Api.Gallery.Segments;

namespace Sgraf.Api.Gallery.Writing;

/// <summary>What changes work with until they are committed together.</summary>
/// <param name="catalogue">The catalogue, in a transaction.</param>
/// <param name="segments">Where records are appended.</param>
/// <param name="snapshot">What readers will see.</param>
/// <param name="layout">Whose embeddings are written.</param>
/// <param name="now">The time of the commit.</param>
internal sealed class GallerySession(
    SqliteConnection catalogue, SegmentAppenders segments, SnapshotBuilder snapshot, EmbeddingLayout layout, DateTimeOffset now)
{
    private readonly List<Action> _afterwards = [];

    /// <summary>The catalogue, in a transaction.</summary>
    public SqliteConnection Catalogue => catalogue;

    /// <summary>What readers will see.</summary>
    public SnapshotBuilder Snapshot => snapshot;

    /// <summary>Whose embeddings are written.</summary>
    public EmbeddingLayout Layout => layout;

    /// <summary>The time of the commit.</summary>
    public DateTimeOffset Now => now;

    /// <summary>Appends a record to the segments of its kind.</summary>
    public OpenRecord Append(SegmentRecord record)
    {
        var appender = segments[KindOf(record.Kind)];
        var location = appender.Append(record);
        return new OpenRecord(appender.File, location);
    }

    /// <summary>Lets the next record of a kind begin a new file.</summary>
    public void Seal(SegmentFile file)
    {
        if (segments[file.Kind].File == file) segments[file.Kind].Seal();
    }

    /// <summary>Marks a record as deleted once nothing refers to it any more.</summary>
    public void MarkDeleted(RecordLocation location) => Afterwards(() => segments.MarkDeleted(location));

    /// <summary>Does something once everything is committed and readers see it.</summary>
    public void Afterwards(Action action) => _afterwards.Add(action);

    /// <summary>Does what was to be done afterwards.</summary>
    public void RunAfterwards()
    {
        foreach (var action in _afterwards) action();
    }

    private static SegmentKind KindOf(RecordKind kind) => kind switch
    {
        RecordKind.Picture => SegmentKind.Pictures,
        RecordKind.ImageEmbeddings or RecordKind.CaptionEmbeddings => SegmentKind.Embeddings,
        RecordKind.ImageVector or RecordKind.CaptionVector => SegmentKind.Vectors,
        _ => throw new UnreachableException(),
    };
}
