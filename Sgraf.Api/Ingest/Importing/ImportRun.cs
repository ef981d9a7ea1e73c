using System.Diagnostics;
using System.Runtime.ExceptionServices;
using System.Text.Json;
using Sgraf.Api.Gallery;
using Sgraf.Api.Gallery.Catalogue;
using Sgraf.Api.Ingest.Indexing;
using Sgraf.Api.Problems;

namespace Sgraf.Api.Ingest.Importing;

/// <summary>Does a job, from where it was: lists its items, then works on those that wait.</summary>
/// <remarks>An item's new state is committed together with what it changed in the gallery, so that neither is ever there alone.</remarks>
internal sealed class ImportRun : IDisposable
{
    /// <summary>Items that are listed in one commit.</summary>
    private const int ListedTogether = 500;

    private readonly JobRow _job;
    private readonly IImportWork _work;
    private readonly ImageGallery _gallery;
    private readonly ImportOptions _options;
    private readonly CancellationTokenSource _cancellation;
    private readonly long _start = Stopwatch.GetTimestamp();
    private readonly Lock _lock = new();
    private readonly int _doneBefore;
    private ItemCounts _counts;

    /// <param name="job">The job.</param>
    /// <param name="work">What it does.</param>
    /// <param name="gallery">The gallery.</param>
    /// <param name="options">What may be imported.</param>
    /// <param name="stopping">The service's end.</param>
    public ImportRun(JobRow job, IImportWork work, ImageGallery gallery, ImportOptions options, CancellationToken stopping)
    {
        (_job, _work, _gallery, _options) = (job, work, gallery, options);
        _cancellation = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        _counts = gallery.Query(catalogue => catalogue.CountItems(job.Number));
        _doneBefore = _counts.Done;
    }

    /// <summary>The job's number.</summary>
    public long Number => _job.Number;

    /// <summary>What became of its items.</summary>
    public ItemCounts Counts
    {
        get { lock (_lock) return _counts; }
    }

    /// <summary>Items a second since it was taken up.</summary>
    public double Rate => (Counts.Done - _doneBefore) / Math.Max(0.001, Stopwatch.GetElapsedTime(_start).TotalSeconds);

    /// <summary>Ends it before the next item.</summary>
    public void Cancel() => _cancellation.Cancel();

    /// <summary>Works until no item waits.</summary>
    /// <param name="workers">Threads.</param>
    /// <exception cref="ProblemException">It cannot go on.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled, or the service ends.</exception>
    public async Task RunAsync(int workers)
    {
        if (!_job.IsListed) await ListAsync();
        var queue = new ItemQueue(_gallery, _job.Number);
        // Threads of their own: the server's stay free for requests.
        var work = Enumerable.Range(0, workers).Select(_ => Task.Factory.StartNew(
            () => Work(queue), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default)).ToArray();
        await Task.WhenAll(work).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        Exception[] failures = [.. work.SelectMany(one => one.Exception?.InnerExceptions ?? Enumerable.Empty<Exception>())];
        // One worker's failure cancels the others; it is the reason, and not that they were cancelled.
        if (failures.OrderBy(failure => failure is OperationCanceledException).FirstOrDefault() is { } reason) ExceptionDispatchInfo.Throw(reason);
        _cancellation.Token.ThrowIfCancellationRequested();
    }

    public void Dispose()
    {
        _work.Dispose();
        _cancellation.Dispose();
    }

    private async Task ListAsync()
    {
        await ChangeAsync(session =>
        {
            session.Catalogue.ClearItems(_job.Number);
            return true;
        });
        lock (_lock) _counts = default;
        var number = 0;
        foreach (var items in _work.List().Chunk(ListedTogether))
        {
            _cancellation.Token.ThrowIfCancellationRequested();
            ItemRow[] rows = [.. items.Select(item => Row(++number, item))];
            if (number > _options.Items)
                throw ImportOptions.Passed(
                    Errors.ImportRefused, $"The import has more than {_options.Items} items", _options.Items, nameof(_options.Items));
            await StoreAsync(rows);
        }
        if (number == 0) throw new ProblemException(Errors.ImportRefused, "There is no picture and no list of pictures in it.");
        await ChangeAsync(session =>
        {
            session.Catalogue.SetListed(_job.Number);
            return true;
        });
    }

    private static ItemRow Row(int number, ImportItem item) => new(
        number, item.Name,
        item.Details is null ? null : JsonSerializer.Serialize(item.Details, ListJson.Default.ItemDetails),
        item.Error is null ? null : JsonSerializer.Serialize(item.Error, ListJson.Default.Problem));

    private async Task StoreAsync(ItemRow[] rows)
    {
        await ChangeAsync(session =>
        {
            session.Catalogue.AddItems(_job.Number, rows);
            return true;
        });
        lock (_lock) _counts = _counts with { Failed = _counts.Failed + rows.Count(row => row.Problem is not null) };
    }

    /// <summary>Looks at the next items while those before are brought to the disk.</summary>
    private void Work(ItemQueue queue)
    {
        var storing = Task.CompletedTask;
        try
        {
            while (!_cancellation.IsCancellationRequested && queue.Take(PictureIndexer.BatchSize) is { Count: > 0 } items)
            {
                var results = _work.Process(items, _cancellation.Token);
                storing.GetAwaiter().GetResult();
                storing = StoreAsync(items, results);
            }
            storing.GetAwaiter().GetResult();
        }
        catch
        {
            _cancellation.Cancel();    // nor do the other workers go on
            throw;
        }
    }

    private async Task StoreAsync(List<ItemRow> items, ItemResult[] results)
    {
        var states = await ChangeAsync(session => items.Zip(results, (item, result) =>
        {
            var (state, error) = Store(session, result);
            session.Catalogue.FinishItem(
                _job.Number, item.Number, state, error is null ? null : JsonSerializer.Serialize(error, ListJson.Default.Problem));
            return state;
        }).ToArray());
        lock (_lock)
            foreach (var state in states) _counts = _counts.With(state);
    }

    /// <summary>Changes the gallery, unless the job was ended meanwhile: what it knew is forgotten then.</summary>
    private async Task<T> ChangeAsync<T>(Func<Gallery.Writing.GallerySession, T> change)
        where T : notnull
    {
        var (isOpen, result) = await _gallery.ChangeAsync(
            session => session.Catalogue.FindJob(_job.Number) is { HasEnded: false } ? (true, change(session)) : (false, default(T)));
        return isOpen ? result! : throw new OperationCanceledException($"Import {_job.Number} was ended.");
    }

    private static (ItemState State, Problem? Error) Store(Gallery.Writing.GallerySession session, ItemResult result)
    {
        if (result.Error is { } error) return (ItemState.Failed, error);
        try
        {
            return (result.Store!(session), null);
        }
        catch (ProblemException failure)    // before anything was changed
        {
            return (ItemState.Failed, Problem.Of(failure));
        }
    }
}
