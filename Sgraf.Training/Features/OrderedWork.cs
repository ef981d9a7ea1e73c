namespace Sgraf.Training.Features;

/// <summary>Work on several threads whose results come in the order of the items.</summary>
internal static class OrderedWork
{
    /// <summary>Works ahead of the reader, by a few items a thread and no more: memory stays bounded.</summary>
    /// <param name="items">What is worked on.</param>
    /// <param name="workers">Items in work at once.</param>
    /// <param name="work">Makes a result of an item.</param>
    /// <param name="cancellation">Ends the work before the next item.</param>
    public static IEnumerable<TResult> Map<TItem, TResult>(
        IEnumerable<TItem> items, int workers, Func<TItem, TResult> work, CancellationToken cancellation)
    {
        const int ItemsAhead = 2;
        var scheduler = new ConcurrentExclusiveSchedulerPair(TaskScheduler.Default, workers).ConcurrentScheduler;
        var pending = new Queue<Task<TResult>>();
        try
        {
            foreach (var item in items)
            {
                if (pending.Count >= workers * ItemsAhead) yield return pending.Dequeue().GetAwaiter().GetResult();
                cancellation.ThrowIfCancellationRequested();
                pending.Enqueue(Task.Factory.StartNew(() => work(item), cancellation, TaskCreationOptions.None, scheduler));
            }
            while (pending.TryDequeue(out var next)) yield return next.GetAwaiter().GetResult();
        }
        finally
        {
            // Nobody may still be working with what the caller disposes of next; what failed there is of no interest any more.
            Task.WhenAll(pending).ContinueWith(static _ => { }, TaskScheduler.Default).Wait(CancellationToken.None);
        }
    }
}
