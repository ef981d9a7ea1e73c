using Microsoft.Data.Sqlite;
using Sgraf.Api.Gallery;

namespace Sgraf.Api.Ingest;

/// <summary>Gives deleted space back, now and then.</summary>
internal sealed partial class GalleryUpkeep(ImageGallery gallery, GalleryOptions options, ILogger<GalleryUpkeep> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(options.CompactionSeconds));
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken)) await CompactAsync(stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // A copy that was not finished is thrown away.
        }
    }

    private async Task CompactAsync(CancellationToken cancellation)
    {
        try
        {
            await gallery.Compaction.RunAsync(cancellation);
        }
        catch (Exception failure) when (failure is GalleryException or IOException or SqliteException)    // a full disk, most likely; it is tried again
        {
            LogFailure(failure);
        }
    }

    [LoggerMessage(LogLevel.Warning, "Deleted space could not be given back; it is tried again later.")]
    private partial void LogFailure(Exception failure);
}
