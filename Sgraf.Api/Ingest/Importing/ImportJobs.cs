using System.Text.Json;
using Sgraf.Api.Gallery;
using Sgraf.Api.Gallery.Catalogue;
using Sgraf.Api.Problems;

namespace Sgraf.Api.Ingest.Importing;

/// <summary>The imports that were asked for, and the one that is being done.</summary>
internal sealed class ImportJobs(ImageGallery gallery, ImportUploads uploads, TimeProvider time) : IDisposable
{
    private readonly SemaphoreSlim _news = new(0);
    private volatile ImportRun? _running;

    /// <summary>Asks for an import.</summary>
    public async Task<ImportProgress> CreateAsync(JobKind kind, string name, string source)
    {
        var job = await gallery.ChangeAsync(session =>
            session.Catalogue.FindJob(session.Catalogue.InsertJob(kind, name, source, session.Now))!);
        _news.Release();
        return ImportProgress.Of(job, job.Counts);
    }

    /// <summary>The import of an id.</summary>
    /// <exception cref="ProblemException">There is none.</exception>
    public ImportProgress Find(long id) => Progress(gallery.Query(catalogue => catalogue.FindJob(id)) ?? throw Unknown());

    /// <summary>The last imports, the newest first.</summary>
    public IReadOnlyList<ImportProgress> List(int limit) => [.. gallery.Query(catalogue => catalogue.ListJobs(limit)).Select(Progress)];

    /// <summary>Items that failed.</summary>
    /// <exception cref="ProblemException">There is no such import.</exception>
    public ImportErrors Errors(long id, int after, int limit)
    {
        _ = Find(id);
        var items = gallery.Query(catalogue => catalogue.FailedItems(id, after, limit + 1));
        ImportError[] errors = [.. items.Take(limit).Select(item =>
            new ImportError(item.Number, item.Name, JsonSerializer.Deserialize(item.Problem!, ListJson.Default.Problem)!))];
        return new ImportErrors(errors, items.Count > limit ? errors[^1].Number : null);
    }

    /// <summary>Ends an import; what was added stays. One that has ended stays as it is.</summary>
    /// <exception cref="ProblemException">There is none.</exception>
    public async Task<ImportProgress> CancelAsync(long id)
    {
        _ = Find(id);
        await EndAsync(id, JobState.Cancelled);
        if (_running is { } running && running.Number == id) running.Cancel();
        return Find(id);
    }

    /// <summary>Ends an import.</summary>
    public async Task EndAsync(long id, JobState state, Problem? problem = null)
    {
        var text = problem is null ? null : JsonSerializer.Serialize(problem, ListJson.Default.Problem);
        await gallery.ChangeAsync(session => session.Catalogue.EndJob(id, state, session.Now, text));
        if (gallery.Query(catalogue => catalogue.FindJob(id)) is { Kind: JobKind.Archive or JobKind.Lines } job && _running?.Number != id)
            uploads.Delete(job.Source);
    }

    /// <summary>Notes which import is being done; null for none.</summary>
    public void SetRunning(ImportRun? run) => _running = run;

    /// <summary>Waits until an import is asked for, or for some time.</summary>
    public Task WaitAsync(TimeSpan atMost, CancellationToken cancellation) => _news.WaitAsync(atMost, cancellation);

    /// <summary>The time now.</summary>
    public DateTimeOffset Now => time.GetUtcNow();

    /// <inheritdoc />
    public void Dispose() => _news.Dispose();

    private ImportProgress Progress(JobRow job)
    {
        if (_running is not { } running || running.Number != job.Number || job.HasEnded)
            return ImportProgress.Of(job, job.HasEnded ? job.Counts : gallery.Query(catalogue => catalogue.CountItems(job.Number)));
        var (counts, rate) = (running.Counts, running.Rate);
        return ImportProgress.Of(job, counts) with
        {
            Rate = Math.Round(rate, 2),
            RemainingSeconds = job.IsListed && rate > 0 ? Math.Round((job.Total - counts.Done) / rate, 1) : null,
        };
    }

    private static ProblemException Unknown() => new(Api.Errors.ImportNotFound, "There is no import of this id; GET /imports lists the last ones.");
}
