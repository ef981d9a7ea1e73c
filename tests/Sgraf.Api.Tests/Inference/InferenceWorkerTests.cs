using Sgraf.Api.Inference;
using Sgraf.Api.Problems;

namespace Sgraf.Api.Tests.Inference;

public sealed class InferenceWorkerTests
{
    private readonly Readiness _readiness = new();

    [Fact]
    public async Task Work_is_done_and_its_failure_is_the_callers()
    {
        var worker = await StartAsync(workers: 2, queue: 4);
        Assert.Equal(7, await worker.RunAsync(_ => 7, CancellationToken.None));
        await Assert.ThrowsAsync<FormatException>(() => worker.RunAsync<int>(_ => throw new FormatException(), CancellationToken.None));
        Assert.Equal(8, await worker.RunAsync(_ => 8, CancellationToken.None));
        await worker.StopAsync(CancellationToken.None);
    }

    [Fact]
    public async Task Work_beyond_the_queue_is_refused_at_once_with_a_time_to_come_again()
    {
        var worker = await StartAsync(workers: 1, queue: 2);
        using var gate = new ManualResetEventSlim();
        List<Task<int>> accepted = [TryRun(worker, gate)!];
        SpinWait.SpinUntil(() => worker.Running == 1);    // else it would make room once the queue looks full
        while (TryRun(worker, gate) is { } task) accepted.Add(task);
        Assert.Equal(4, accepted.Count);    // one at work, two waiting, and one in the place of what a worker is about to take
        var refusal = Assert.Throws<ProblemException>(() => { _ = worker.RunAsync(_ => 0, CancellationToken.None); });
        Assert.Same(Errors.TooBusy, refusal.Kind);
        Assert.True(refusal.RetryAfter > TimeSpan.Zero);
        gate.Set();
        Assert.All(await Task.WhenAll(accepted), result => Assert.Equal(1, result));
        Assert.Equal(2, await worker.RunAsync(_ => 2, CancellationToken.None));
        await worker.StopAsync(CancellationToken.None);
    }

    [Fact]
    public async Task Nothing_is_done_for_a_client_that_left_while_it_waited()
    {
        var worker = await StartAsync(workers: 1, queue: 4);
        using var gate = new ManualResetEventSlim();
        var first = worker.RunAsync(_ => Waiting(gate), CancellationToken.None);
        using var client = new CancellationTokenSource();
        var wasDone = false;
        var second = worker.RunAsync(_ => wasDone = true, client.Token);
        await client.CancelAsync();
        gate.Set();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => second);
        await first;
        Assert.False(wasDone);
        await worker.StopAsync(CancellationToken.None);
    }

    [Fact]
    public async Task Work_sees_that_its_client_left()
    {
        var worker = await StartAsync(workers: 1, queue: 4);
        using var client = new CancellationTokenSource();
        using var begun = new ManualResetEventSlim();
        var work = worker.RunAsync<int>(turn =>
        {
            begun.Set();
            turn.Cancellation.WaitHandle.WaitOne();
            throw new OperationCanceledException(turn.Cancellation);
        }, client.Token);
        begun.Wait(TestContext.Current.CancellationToken);
        await client.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => work);
        await worker.StopAsync(CancellationToken.None);
    }

    [Fact]
    public async Task Stopping_waits_for_what_was_accepted()
    {
        var worker = await StartAsync(workers: 1, queue: 8);
        using var gate = new ManualResetEventSlim();
        var accepted = Enumerable.Range(0, 4).Select(_ => worker.RunAsync(_ => Waiting(gate), CancellationToken.None)).ToList();
        var stop = worker.StopAsync(CancellationToken.None);
        Assert.False(stop.IsCompleted);
        Assert.Throws<ProblemException>(() => { _ = worker.RunAsync(_ => 0, CancellationToken.None); });
        gate.Set();
        await stop;
        Assert.All(accepted, work => Assert.True(work.IsCompletedSuccessfully));
    }

    [Fact]
    public async Task Nothing_is_accepted_before_the_service_is_ready()
    {
        var worker = await StartAsync(workers: 1, queue: 8);
        _readiness.Fail("Not yet.");
        Assert.Same(Errors.NotReady, Assert.Throws<ProblemException>(() => { _ = worker.RunAsync(_ => 0, CancellationToken.None); }).Kind);
        await worker.StopAsync(CancellationToken.None);
    }

    private async Task<InferenceWorker> StartAsync(int workers, int queue)
    {
        _readiness.Reach();
        var worker = new InferenceWorker(new InferenceOptions { Workers = workers, QueueLength = queue }, _readiness);
        await worker.StartAsync(CancellationToken.None);
        return worker;
    }

    private static Task<int>? TryRun(InferenceWorker worker, ManualResetEventSlim gate)
    {
        try
        {
            return worker.RunAsync(_ => Waiting(gate), CancellationToken.None);
        }
        catch (ProblemException)
        {
            return null;
        }
    }

    private static int Waiting(ManualResetEventSlim gate)
    {
        gate.Wait();
        return 1;
    }
}
