using Sgraf.Api.Gallery;
using Sgraf.Api.Gallery.Catalogue;
using Sgraf.Api.Inference;
using Sgraf.Api.Problems;
using Sgraf.Model.Images;
using Sgraf.Model.Images.Regions;

namespace Sgraf.Api.Ingest.Importing;

/// <summary>Does imports one after the other, beginning with those that the last process left.</summary>
internal sealed partial class ImportRunner(
    ImportJobs jobs, ImportWorks works, ImportUploads uploads, ImageGallery gallery, ImportOptions options, GalleryOptions galleryOptions,
    ServedModel model, IHostApplicationLifetime lifetime, ILogger<ImportRunner> logger) : BackgroundService
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private int _damages;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await StartedAsync(stoppingToken);
            await TryAsync(PrepareAsync, stoppingToken);
            while (true) await TryAsync(() => NextAsync(stoppingToken), stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // What was not done is gone on with at the next start.
        }
    }

    /// <summary>Waits for the items that are worked on even where the host has no time left: the model must not be closed under them.</summary>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        if (ExecuteTask is { } work) await work.WaitAsync(Patience, CancellationToken.None).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    /// <summary>A start that fails, for its address for example, must not take the gallery away from an import.</summary>
    private async Task StartedAsync(CancellationToken stopping)
    {
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = lifetime.ApplicationStarted.Register(started.SetResult);
        await started.Task.WaitAsync(stopping);
    }

    /// <summary>A full disk, most likely, which ends some day: the import that met it is gone on with then, and the service lives.</summary>
    private async Task TryAsync(Func<Task> work, CancellationToken stopping)
    {
        try
        {
            await work();
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            LogObstacle(failure);
            await Task.Delay(Patience, stopping);
        }
    }

    private async Task NextAsync(CancellationToken stopping)
    {
        if (gallery.Query(catalogue => catalogue.OpenJobs()) is [var job, ..]) await RunAsync(job, stopping);
        else await jobs.WaitAsync(Patience, stopping);
        if (gallery.Damages > _damages) await ReindexAsync();
    }

    private async Task PrepareAsync()
    {
        var open = gallery.Query(catalogue => catalogue.OpenJobs());
        uploads.DeleteOthers(open);
        // What is stale may be other pictures by now.
        foreach (var job in open.Where(job => job.Kind == JobKind.Reindex)) await jobs.EndAsync(job.Number, JobState.Cancelled);
        await ReindexAsync();
        if (galleryOptions.Demo && Directory.Exists(works.DemoFolder) && gallery.Query(catalogue => catalogue.IsUntouched()))
        {
            LogDemo($"{GalleryOptions.Section}:{nameof(GalleryOptions.Demo)}");
            await jobs.CreateAsync(JobKind.Demo, "demo pictures", "");
        }
    }

    private async Task ReindexAsync()
    {
        _damages = gallery.Damages;
        int stale;
        using (var hold = gallery.Hold()) stale = hold.Snapshot.StaleImages + hold.Snapshot.StaleCaptions;
        if (stale == 0) return;
        LogReindex(stale);
        await jobs.CreateAsync(JobKind.Reindex, "pictures to be indexed anew", "");
    }

    private async Task RunAsync(JobRow job, CancellationToken stopping)
    {
        try
        {
            if (!await gallery.ChangeAsync(session => session.Catalogue.StartJob(job.Number), stopping)) return;    // it was cancelled meanwhile
            await RunItemsAsync(job, stopping);
            await jobs.EndAsync(job.Number, JobState.Completed);
        }
        catch (OperationCanceledException) when (!stopping.IsCancellationRequested)
        {
            await jobs.EndAsync(job.Number, JobState.Cancelled);
        }
        catch (Exception failure) when (failure is not (OperationCanceledException or GalleryException))
        {
            var problem = Problem.Of(failure);
            if (problem.Status == Errors.Internal.Status) LogFault(job.Number, failure);
            await jobs.EndAsync(job.Number, JobState.Failed, problem);
        }
        var ended = jobs.Find(job.Number);
        LogEnd(ended.Kind, ended.Id, ended.State, ended.Added, ended.Existing, ended.Failed);
    }

    private async Task RunItemsAsync(JobRow job, CancellationToken stopping)
    {
        using var run = new ImportRun(job, works.Open(job), gallery, options, stopping);
        jobs.SetRunning(run);
        try
        {
            if (jobs.Find(job.Number).HasEnded) return;    // cancelled before it was known to run
            // A heavy detector uses all cores by itself, and has no memory for two pictures.
            await run.RunAsync(RegionSource.IsHeavy(model.Bundle.DetectorPath!) ? 1 : options.WorkerCount);
        }
        finally
        {
            jobs.SetRunning(null);
            NativeLibraries.GiveBackMemory();
        }
    }

    [LoggerMessage(LogLevel.Information, "First start: the demo pictures are being indexed; searches work meanwhile. {Setting}=false leaves them away.")]
    private partial void LogDemo(string setting);

    [LoggerMessage(LogLevel.Information, "{Count} pictures and captions are being indexed anew; until then they are left out of searches.")]
    private partial void LogReindex(int count);

    [LoggerMessage(LogLevel.Information, "Import {Id} ({Kind}) {State}: {Added} added, {Existing} there before, {Failed} failed.")]
    private partial void LogEnd(string kind, long id, string state, int added, int existing, int failed);

    [LoggerMessage(LogLevel.Error, "Imports cannot go on now; they try again.")]
    private partial void LogObstacle(Exception failure);

    [LoggerMessage(LogLevel.Error, "Import {Id} failed by a fault of the service.")]
    private partial void LogFault(long id, Exception failure);
}
