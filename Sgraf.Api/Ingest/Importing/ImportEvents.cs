using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;

namespace Sgraf.Api.Ingest.Importing;

/// <summary>The progress of an import as it happens.</summary>
internal static class ImportEvents
{
    public const string Name = "progress";

    /// <summary>Time between two looks; nobody reads faster.</summary>
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(250);

    /// <summary>Time after which the same is sent again, so that nothing on the way takes the connection for dead.</summary>
    private static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(15);

    /// <summary>Sends what changed, from what the client saw last, until the import has ended.</summary>
    /// <param name="jobs">The imports.</param>
    /// <param name="id">The import.</param>
    /// <param name="last">The id of the event that the client saw last; null for none.</param>
    /// <param name="stopping">The service's end, which ends the answer too: the client asks again, and finds the import gone on with.</param>
    /// <param name="cancellation">The client's leaving.</param>
    public static async IAsyncEnumerable<SseItem<ImportProgress>> FollowAsync(
        ImportJobs jobs, long id, string? last, CancellationToken stopping, [EnumeratorCancellation] CancellationToken cancellation)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stopping, cancellation);
        var seen = last;
        var sent = jobs.Now;
        while (true)
        {
            var progress = jobs.Find(id);
            if (progress.Mark != seen || jobs.Now - sent > Heartbeat)
            {
                (seen, sent) = (progress.Mark, jobs.Now);
                yield return new SseItem<ImportProgress>(progress, Name) { EventId = progress.Mark, ReconnectionInterval = TimeSpan.FromSeconds(1) };
            }
            if (progress.HasEnded || stopping.IsCancellationRequested) yield break;
            await Task.Delay(Interval, either.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            cancellation.ThrowIfCancellationRequested();
        }
    }
}
