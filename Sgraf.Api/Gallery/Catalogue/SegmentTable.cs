using Microsoft.Data.Sqlite;
using Sgraf.Api.Gallery.Segments;

namespace Sgraf.Api.Gallery.Catalogue;

/// <summary>Statements about segment files.</summary>
internal static class SegmentTable
{
    /// <summary>The columns that name a record of each kind of segment, as table and prefix.</summary>
    private static readonly Dictionary<SegmentKind, (string Table, string Column)[]> Owners = new()
    {
        [SegmentKind.Pictures] = [("pictures", "file")],
        [SegmentKind.Embeddings] = [("pictures", "embedding"), ("captions", "embedding")],
        [SegmentKind.Vectors] = [("pictures", "vector"), ("captions", "vector")],
    };

    /// <summary>All segments and where the last committed record of each ends.</summary>
    public static List<(int Number, SegmentKind Kind, long End)> Segments(this SqliteConnection catalogue) => catalogue.Query(
        "SELECT number, kind, end FROM segments ORDER BY number", row => (row.GetInt32(0), (SegmentKind)row.GetInt32(1), row.GetInt64(2)));

    /// <summary>Notes where a segment's last record ends.</summary>
    public static void SetEnd(this SqliteConnection catalogue, int number, SegmentKind kind, long end) => catalogue.Execute(
        "INSERT INTO segments (number, kind, end) VALUES ($number, $kind, $end) ON CONFLICT (number) DO UPDATE SET end = $end",
        ("$number", number), ("$kind", (int)kind), ("$end", end));

    /// <summary>Notes that nothing refers to a segment any more, and that its file is to be deleted.</summary>
    public static void Retire(this SqliteConnection catalogue, int number) => catalogue.Execute(
        """
        INSERT INTO retired SELECT number, kind FROM segments WHERE number = $number;
        DELETE FROM segments WHERE number = $number
        """,
        ("$number", number));

    /// <summary>Segments whose files are to be deleted.</summary>
    public static List<(int Number, SegmentKind Kind)> Retired(this SqliteConnection catalogue) =>
        catalogue.Query("SELECT number, kind FROM retired", row => (row.GetInt32(0), (SegmentKind)row.GetInt32(1)));

    /// <summary>Notes that the files of those segments are gone.</summary>
    public static void ForgetRetired(this SqliteConnection catalogue) => catalogue.Execute("DELETE FROM retired");

    /// <summary>Bytes of the records of a segment that nothing refers to any more.</summary>
    public static long DeletedBytes(this SqliteConnection catalogue, int number, SegmentKind kind, long end) =>
        end - RecordFormat.FileHeader - Owners[kind].Sum(owner => catalogue.Number(
            $"SELECT coalesce(sum({owner.Column}_length), 0) FROM {owner.Table} WHERE {owner.Column}_segment = $number", ("$number", number)));

    /// <summary>The records of a segment that something still refers to, in their order.</summary>
    public static List<RecordLocation> LiveRecords(this SqliteConnection catalogue, int number, SegmentKind kind) =>
    [
        .. Owners[kind].SelectMany(owner => catalogue.Query(
            $"SELECT {owner.Column}_segment, {owner.Column}_offset, {owner.Column}_length FROM {owner.Table} WHERE {owner.Column}_segment = $number",
            row => row.Location(0), ("$number", number))).OrderBy(location => location.Offset),
    ];

    /// <summary>The pictures and captions that refer to a record of a segment.</summary>
    public static List<(bool IsPicture, long Number)> OwnersOf(this SqliteConnection catalogue, int number, SegmentKind kind) =>
    [
        .. Owners[kind].SelectMany(owner => catalogue.Query(
            $"SELECT number FROM {owner.Table} WHERE {owner.Column}_segment = $number",
            row => (owner.Table == "pictures", row.GetInt64(0)), ("$number", number))),
    ];

    /// <summary>The picture or caption that refers to a record; none when it was deleted.</summary>
    public static List<(bool IsPicture, long Number)> OwnersOf(this SqliteConnection catalogue, SegmentKind kind, RecordLocation record) =>
    [
        .. Owners[kind].SelectMany(owner => catalogue.Query(
            $"SELECT number FROM {owner.Table} WHERE {owner.Column}_segment = $segment AND {owner.Column}_offset = $offset",
            row => (owner.Table == "pictures", row.GetInt64(0)), ("$segment", record.Segment), ("$offset", record.Offset))),
    ];

    /// <summary>Notes that a record lies elsewhere now.</summary>
    /// <returns>False when nothing refers to it any more.</returns>
    public static bool Move(this SqliteConnection catalogue, SegmentKind kind, RecordLocation from, RecordLocation to) => Owners[kind].Sum(owner =>
        catalogue.Execute(
            $"""
            UPDATE {owner.Table} SET {owner.Column}_segment = $segment, {owner.Column}_offset = $offset
            WHERE {owner.Column}_segment = $fromSegment AND {owner.Column}_offset = $fromOffset
            """,
            ("$segment", to.Segment), ("$offset", to.Offset), ("$fromSegment", from.Segment), ("$fromOffset", from.Offset))) > 0;
}
