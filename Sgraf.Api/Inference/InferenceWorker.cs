using System.Diagnostics;
using System.Threading.Channels;
using Sgraf.Api.Problems;

namespace Sgraf.Api.Inference;

/// <summary>Does all work on the model that requests wait for: a few at once, a few more waiting, none beyond.</summary>
/// <remarks>
/// Workers have threads of their own, so that the server's stay free to answer that the service lives or is too busy. A request that
/// runs alone uses all processors; one beside others its share. When the service stops, what was accepted is done first.
/// Requests are not scored together, for that is slower: two, four and eight searches of the demo gallery with a shortlist of 200 take
/// 1.3, 1.4 and 1.5 times as long in one call of the kernel as one after the other, because their shortlists are not the same pictures
/// (298, 366 and 395 of the 400 together). Over the same pictures the kernel gains 0 to 12 %, and encoding is a tenth of a search.
/// </remarks>
internal sealed class InferenceWorker : IHostedService
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly Channel<IInferenceWork> _waiting;
    private readonly Readiness _readiness;
    private readonly Thread[] _workers;
    private readonly TaskCompletionSource _drained = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _living, _running;
    private long _meanTicks = Stopwatch.Frequency / 20;

    public InferenceWorker(InferenceOptions options, Readiness readiness)
    {
        _readiness = readiness;
        // One place more for each worker: what a worker is about to take does not count as waiting.
        // A worker is woken by whoever brings the work, not by a thread of the pool, which may all be taken.
        _waiting = Channel.CreateBounded<IInferenceWork>(
            new BoundedChannelOptions(options.QueueLength + options.WorkerCount) { AllowSynchronousContinuations = true });
        _workers = [.. Enumerable.Range(0, options.WorkerCount).Select(number => new Thread(Work) { Name = $"inference {number}", IsBackground = true })];
    }

    /// <summary>Requests that wait for a worker.</summary>
    public int Waiting => _waiting.Reader.Count;

    /// <summary>Requests that are worked on.</summary>
    public int Running => Volatile.Read(ref _running);

    /// <summary>Does work as soon as a worker is free.</summary>
    /// <param name="work">The work; on a thread of a worker.</param>
    /// <param name="cancellation">The client's leaving: the work is then not begun, or left as soon as it looks.</param>
    /// <exception cref="ProblemException">The service is not ready, or too much work waits.</exception>
    public Task<T> RunAsync<T>(Func<Turn, T> work, CancellationToken cancellation)
    {
        _readiness.Demand();
        var item = new InferenceWork<T>(work, cancellation);
        return _waiting.Writer.TryWrite(item)
            ? item.Result
            : throw new ProblemException(Errors.TooBusy, $"{Waiting} requests wait already; try again after the time in Retry-After.") { RetryAfter = Wait };
    }

    /// <inheritdoc />
    public Task StartAsync(CancellationToken cancellationToken)
    {
        _living = _workers.Length;
        foreach (var worker in _workers) worker.Start();
        return Task.CompletedTask;
    }

    /// <summary>Takes no more work and waits until what was accepted is done.</summary>
    /// <remarks>
    /// Not only as long as the host would: where a client has used that time up, its connection is cut by now and its work ends soon, and
    /// the model must not be closed under a thread that computes with it.
    /// </remarks>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        _waiting.Writer.TryComplete();
        await _drained.Task.WaitAsync(Patience, CancellationToken.None).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    /// <summary>How long what waits will take, by the mean of what was done.</summary>
    private TimeSpan Wait => Stopwatch.GetElapsedTime(0, Volatile.Read(ref _meanTicks) * Waiting / _workers.Length);

    private void Work()
    {
        while (_waiting.Reader.WaitToReadAsync().AsTask().GetAwaiter().GetResult())
            while (_waiting.Reader.TryRead(out var item))
                Run(item);
        if (Interlocked.Decrement(ref _living) == 0) _drained.SetResult();
    }

    private void Run(IInferenceWork item)
    {
        var start = Stopwatch.GetTimestamp();
        var beside = Interlocked.Increment(ref _running);
        var done = item.Run(Math.Max(1, Environment.ProcessorCount / beside));
        Interlocked.Decrement(ref _running);
        if (done) Volatile.Write(ref _meanTicks, (Volatile.Read(ref _meanTicks) * 7 + Stopwatch.GetTimestamp() - start) / 8);
    }
}
