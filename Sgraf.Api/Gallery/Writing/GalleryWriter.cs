using System.Threading.Channels;
using Microsoft.Data.Sqlite;
using Sgraf.Api.Gallery.Catalogue;
using Sgraf.Api.Gallery.Segments;
using Sgraf.Api.Gallery.Snapshots;

namespace Sgraf.Api.Gallery.Writing;

/// <summary>Does all changes on one thread; those that wait together are committed together and share the flushes to the disk.</summary>
/// <remarks>
/// The order is what makes them durable: records, flush of the segments, commit of the catalogue, then the snapshot that readers see,
/// then the answer to the waiters. A crash before the commit leaves bytes behind the end that the catalogue knows of, and nothing else.
/// </remarks>
internal sealed partial class GalleryWriter : IAsyncDisposable
{
    /// <summary>Changes of one commit at most.</summary>
    private const int MostTogether = 64;

    private readonly Channel<GalleryChange> _waiting = Channel.CreateBounded<GalleryChange>(MostTogether);
    private readonly SqliteConnection _catalogue;
    private readonly SegmentAppenders _segments;
    private readonly EmbeddingLayout _layout;
    private readonly EmbeddingReader _reader;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly Task _work;
    private volatile GallerySnapshot _snapshot;

    public GalleryWriter(
        SqliteConnection catalogue, SegmentAppenders segments, EmbeddingLayout layout, EmbeddingReader reader, GallerySnapshot snapshot,
        TimeProvider time, ILogger logger)
    {
        (_catalogue, _segments, _layout, _reader, _snapshot, _time, _logger) = (catalogue, segments, layout, reader, snapshot, time, logger);
        _work = Task.Factory.StartNew(Work, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    /// <summary>What readers see.</summary>
    public GallerySnapshot Snapshot => _snapshot;

    /// <summary>Does a change; it is durable and visible when the task ends.</summary>
    /// <exception cref="GalleryException">The disk refuses it; nothing was done.</exception>
    public async Task<TResult> RunAsync<TResult>(GalleryChange<TResult> change, CancellationToken cancellation = default)
    {
        try
        {
            await _waiting.Writer.WriteAsync(change, cancellation);
        }
        catch (ChannelClosedException failure)
        {
            throw new GalleryException("The gallery is being closed; nothing was changed. Try again when the service runs.", failure);
        }
        return await change.Result;
    }

    /// <summary>Does a change that is one function.</summary>
    public Task<TResult> RunAsync<TResult>(Func<GallerySession, TResult> change, CancellationToken cancellation = default) =>
        RunAsync(new SessionChange<TResult>(change), cancellation);

    /// <summary>Does what waits, then closes.</summary>
    public async ValueTask DisposeAsync()
    {
        _waiting.Writer.TryComplete();
        await _work;
        _snapshot.Release();
        _catalogue.Dispose();
    }

    private void Work()
    {
        while (_waiting.Reader.WaitToReadAsync().AsTask().GetAwaiter().GetResult())
        {
            var together = new List<GalleryChange>();
            while (together.Count < MostTogether && _waiting.Reader.TryRead(out var change)) together.Add(change);
            Commit(together);
        }
    }

    private void Commit(List<GalleryChange> changes)
    {
        try
        {
            Publish(changes);
        }
        catch (Exception) when (changes.Count > 1)    // one of them; each is to have its own reason
        {
            GiveUp();
            foreach (var change in changes) Commit([change]);
            return;
        }
        catch (Exception failure)
        {
            GiveUp();
            LogFailure(failure);
            changes[0].Fail(Explain(failure));
            return;
        }
        foreach (var change in changes) change.Complete();
    }

    private void Publish(List<GalleryChange> changes)
    {
        var session = new GallerySession(_catalogue, _segments, new SnapshotBuilder(_snapshot, _reader), _layout, _time.GetUtcNow());
        _catalogue.Execute("BEGIN IMMEDIATE");
        foreach (var change in changes) change.Apply(session);
        _segments.Flush(_catalogue);
        CommitCatalogue(session.Snapshot.Build());
        _segments.Commit();
        RunAfterwards(session);
    }

    private void CommitCatalogue(GallerySnapshot? next)
    {
        try
        {
            _catalogue.Execute("COMMIT");
        }
        catch
        {
            next?.Release();
            throw;
        }
        if (next is null) return;
        var last = _snapshot;
        _snapshot = next;
        last.Release();
    }

    /// <summary>What is done after the commit frees space; if it fails, nothing is lost but that space.</summary>
    private void RunAfterwards(GallerySession session)
    {
        try
        {
            session.RunAfterwards();
        }
        catch (IOException failure)
        {
            LogLeftover(failure);
        }
    }

    private void GiveUp()
    {
        foreach (var step in (Action[])[_segments.Abandon, () => _catalogue.Execute("ROLLBACK")])
        {
            try
            {
                step();
            }
            catch (Exception failure) when (failure is IOException or SqliteException)    // nothing was begun, or the disk fails at this too
            {
                LogFailure(failure);
            }
        }
    }

    private static Exception Explain(Exception failure) => failure is IOException or SqliteException or UnauthorizedAccessException
        ? new GalleryException("The gallery's disk refuses to be written; make room on it, or mend it, and try again. Nothing was changed.", failure)
        : failure;

    [LoggerMessage(LogLevel.Error, "A change of the gallery failed; nothing was changed.")]
    private partial void LogFailure(Exception failure);

    [LoggerMessage(LogLevel.Warning, "Something deleted could not be marked or removed; its space stays in use.")]
    private partial void LogLeftover(Exception failure);
}
