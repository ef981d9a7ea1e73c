namespace Sgraf.Api.Gallery.Segments;

/// <summary>A record in a file that is open.</summary>
/// <param name="File">The file; null where the record was deleted and is gone.</param>
/// <param name="Location">Where it lies.</param>
internal readonly record struct OpenRecord(SegmentFile? File, RecordLocation Location)
{
    /// <summary>The same where another file took the place of a file; a record of that file which did not move is gone.</summary>
    public OpenRecord Moved(SegmentFile from, SegmentFile? to, IReadOnlyDictionary<long, RecordLocation> moves)
    {
        if (File != from) return this;
        return moves.TryGetValue(Location.Offset, out var location) ? new OpenRecord(to, location) : default;
    }
}
