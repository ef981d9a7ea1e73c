using System.Diagnostics;
using Sgraf.Api.Gallery.Catalogue;
using Sgraf.Api.Gallery.Segments;

namespace Sgraf.Api.Gallery;

/// <summary>Reads every picture and all embeddings once, so that damage is named before somebody meets it.</summary>
/// <remarks>
/// Opening looks at names, lengths and headers and reads the vectors; a large gallery's other files take minutes. They are read in the
/// background by one thread, which leaves the disk and its processor to others for most of the time.
/// </remarks>
internal sealed partial class GalleryVerification(CatalogueFile catalogue, SegmentStore segments, GalleryDamages damages, ILogger logger)
{
    /// <summary>Bytes from one rest to the next.</summary>
    private const int RestAfter = 4 << 20;

    /// <summary>How many times longer a rest is than the reading before.</summary>
    private const int RestFactor = 3;

    /// <summary>Reads what the catalogue lists; what is damaged is named, and left out of searches where it is embeddings.</summary>
    /// <returns>Records that are damaged.</returns>
    public async Task<int> RunAsync(CancellationToken cancellation)
    {
        var (check, count, damaged) = (new RecordCheck(), 0, 0);
        foreach (var number in Unread())
        {
            // It is missing, which was said at start, or was just written anew, which reads it.
            if (segments.Find(number) is not { } file || !file.TryHold()) continue;
            try
            {
                var records = LiveRecords(file);
                damaged += await damages.TakeAsync(file, await ReadAsync(file, records, check, cancellation));
                count += records.Count;
            }
            finally
            {
                file.Release();
            }
        }
        if (count > 0) LogEnd(count, damaged);
        return damaged;
    }

    /// <summary>Segments that opening did not read.</summary>
    private List<int> Unread()
    {
        using var connection = catalogue.Open();
        return [.. connection.Segments().Where(segment => segment.Kind != SegmentKind.Vectors).Select(segment => segment.Number)];
    }

    private List<RecordLocation> LiveRecords(SegmentFile file)
    {
        using var connection = catalogue.Open();
        return connection.LiveRecords(file.Number, file.Kind);
    }

    private static async Task<List<(RecordLocation Record, SegmentException Problem)>> ReadAsync(
        SegmentFile file, List<RecordLocation> records, RecordCheck check, CancellationToken cancellation)
    {
        var damaged = new List<(RecordLocation Record, SegmentException Problem)>();
        var (start, bytes) = (Stopwatch.GetTimestamp(), 0L);
        foreach (var record in records)
        {
            cancellation.ThrowIfCancellationRequested();
            if (check.Problem(file, record) is { } problem) damaged.Add((record, problem));
            if ((bytes += record.Length) < RestAfter) continue;
            await Task.Delay(RestFactor * Stopwatch.GetElapsedTime(start), cancellation);
            (start, bytes) = (Stopwatch.GetTimestamp(), 0);
        }
        return damaged;
    }

    [LoggerMessage(LogLevel.Information, "Read all pictures and embeddings of the gallery: {Damaged} of {Count} records are damaged.")]
    private partial void LogEnd(int count, int damaged);
}
