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
        var end = moves is [.., var last] ? last.To.Offset + last.To.Length : RecordFormat.FileHeader;
        // If this fails the copy stays: the catalogue may list it all the same, and the next start deletes it if it does not.
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
                if (Bytes(file, location) is not { } bytes) continue;
                copy.Write(end, [bytes]);
                moves.Add((location, new RecordLocation(copy.Number, end, location.Length)));
                end += location.Length;
            }
            copy.Flush();
            return moves;
        }
        catch
        {
            segments.Retire(copy);
            throw;
        }
    }

    /// <summary>All bytes of a record; null where they are damaged and can be made anew.</summary>
    /// <remarks>Nothing makes a picture anew: its file may be whole where its thumbnail is not, so it comes along as it is.</remarks>
    private static ReadOnlyMemory<byte>? Bytes(SegmentFile file, RecordLocation location)
    {
        try
        {
            return file.ReadRecord(location).Bytes;
        }
        catch (SegmentException)
        {
            if (file.Kind != SegmentKind.Pictures) return null;
            var bytes = new byte[location.Length];
            return file.TryRead(location.Offset, bytes) ? (ReadOnlyMemory<byte>?)bytes : null;
        }
    }

    [LoggerMessage(LogLevel.Information, "Wrote {Segment} anew and gave {Kilobytes} KiB back.")]
    private partial void LogCompaction(string segment, long kilobytes);

    [LoggerMessage(LogLevel.Error, "{Segment}: {Count} records could not be read and are left out; what the model made of them is made anew.")]
    private partial void LogDamage(string segment, int count);
}
