using Sgraf.Api.Gallery.Catalogue;
using Sgraf.Api.Gallery.Segments;
using Sgraf.Api.Gallery.Writing;

namespace Sgraf.Api.Gallery;

/// <summary>Gives the space of deleted records back: writes what is live of a segment into a new one, which takes its place.</summary>
/// <remarks>Readers go on with the old file as long as they need it; additions wait only for the exchange.</remarks>
internal sealed partial class GalleryCompaction(
    CatalogueFile catalogue, SegmentStore segments, GalleryWriter writer, GalleryOptions options, ILogger logger)
{
    /// <summary>Writes every segment anew that holds more deleted bytes than the options allow.</summary>
    /// <returns>Bytes that were given back.</returns>
    public async Task<long> RunAsync(CancellationToken cancellation)
    {
        var freed = 0L;
        foreach (var (number, kind, end) in Wasteful())
        {
            if (segments.Find(number) is not { } file) continue;
            var length = await RewriteAsync(file, kind, cancellation);
            freed += end - length;
            LogCompaction(file.Name, (end - length) >> 10);
        }
        return freed;
    }

    private List<(int Number, SegmentKind Kind, long End)> Wasteful()
    {
        using var connection = catalogue.Open();
        return connection.Segments().FindAll(segment =>
        {
            var deleted = connection.DeletedBytes(segment.Number, segment.Kind, segment.End);
            return deleted > 0 && deleted * 100 >= segment.End * options.CompactionPercent;
        });
    }

    private async Task<long> RewriteAsync(SegmentFile file, SegmentKind kind, CancellationToken cancellation)
    {
        await writer.RunAsync(session =>
        {
            session.Seal(file);
            return true;
        }, cancellation);
        var live = LiveRecords(file);
        if (live.Count == 0)
        {
            await writer.RunAsync(new SegmentReplacement(file, null, 0, [], segments), CancellationToken.None);
            return 0;
        }
        var copy = segments.Create(kind);
        var moves = Copy(file, copy, live, cancellation);
        copy.Finish();
        var end = moves is [.., var last] ? last.To.Offset + last.To.Length : RecordFormat.FileHeader;
        var damaged = await writer.RunAsync(new SegmentReplacement(file, copy, end, moves, segments), CancellationToken.None);
        if (damaged > 0) LogDamage(file.Name, damaged);
        return end;
    }

    private List<RecordLocation> LiveRecords(SegmentFile file)
    {
        using var connection = catalogue.Open();
        return connection.LiveRecords(file.Number, file.Kind);
    }

    private List<(RecordLocation From, RecordLocation To)> Copy(
        SegmentFile file, SegmentFile copy, List<RecordLocation> live, CancellationToken cancellation)
    {
        var moves = new List<(RecordLocation From, RecordLocation To)>(live.Count);
        long end = RecordFormat.FileHeader;
        try
        {
            foreach (var location in live)
            {
                cancellation.ThrowIfCancellationRequested();
                if (TryRead(file, location) is not { } record) continue;
                copy.Write(end, [record.Bytes]);
                moves.Add((location, new RecordLocation(copy.Number, end, location.Length)));
                end += location.Length;
            }
            return moves;
        }
        catch
        {
            segments.Retire(copy);
            throw;
        }
    }

    private static StoredRecord? TryRead(SegmentFile file, RecordLocation location)
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

    [LoggerMessage(LogLevel.Information, "Wrote {Segment} anew and gave {Kilobytes} KiB back.")]
    private partial void LogCompaction(string segment, long kilobytes);

    [LoggerMessage(LogLevel.Error, "{Segment}: {Count} records could not be read and are left out; what the model made of them is made anew.")]
    private partial void LogDamage(string segment, int count);
}
