using Microsoft.Data.Sqlite;
using Sgraf.Api.Gallery;
using Sgraf.Api.Inference;

namespace Sgraf.Api.Ingest;

/// <summary>Looks for damage in the gallery, once, when the start is over.</summary>
internal sealed partial class GalleryInspection(ImageGallery gallery, Readiness readiness, ILogger<GalleryInspection> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await readiness.Reached.WaitAsync(stoppingToken);
            await gallery.Verification.RunAsync(stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The next start looks again.
        }
        catch (Exception failure) when (failure is GalleryException or SqliteException)    // a full disk, most likely
        {
            LogFailure(failure);
        }
    }

    [LoggerMessage(LogLevel.Warning, "The gallery could not be looked through for damage; the next start does it.")]
    private partial void LogFailure(Exception failure);
}
