using Sgraf.Training.Features;

namespace Sgraf.Training.Tests.Features;

public sealed class OrderedWorkTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public void Results_come_in_the_order_of_the_items(int workers)
    {
        var results = OrderedWork.Map(Enumerable.Range(0, 100), workers, item =>
        {
            Thread.SpinWait(item % 7 * 1000);
            return item * 2;
        }, CancellationToken.None);
        Assert.Equal(Enumerable.Range(0, 100).Select(item => item * 2), results);
    }

    [Fact]
    public void No_more_items_are_in_work_than_workers_and_few_are_done_ahead()
    {
        var (running, most, started) = (0, 0, 0);
        var read = 0;
        foreach (var _ in OrderedWork.Map(Enumerable.Range(0, 60), 3, Work, CancellationToken.None))
        {
            read++;
            Assert.InRange(Volatile.Read(ref started), 0, read + 6);
        }
        Assert.InRange(most, 1, 3);

        int Work(int item)
        {
            Interlocked.Increment(ref started);
            InterlockedMax(ref most, Interlocked.Increment(ref running));
            Thread.Sleep(1);
            Interlocked.Decrement(ref running);
            return item;
        }
    }

    [Fact]
    public void A_failure_comes_at_its_place_and_leaves_nobody_at_work()
    {
        var running = 0;
        var results = new List<int>();
        Assert.Throws<InvalidOperationException>(() =>
        {
            foreach (var result in OrderedWork.Map(Enumerable.Range(0, 50), 3, Work, CancellationToken.None)) results.Add(result);
        });
        Assert.Equal(Enumerable.Range(0, 10), results);
        Assert.Equal(0, Volatile.Read(ref running));

        int Work(int item)
        {
            Interlocked.Increment(ref running);
            try
            {
                Thread.Sleep(item > 10 ? 20 : 0);
                return item == 10 ? throw new InvalidOperationException() : item;
            }
            finally
            {
                Interlocked.Decrement(ref running);
            }
        }
    }

    [Fact]
    public void Cancellation_ends_the_work()
    {
        using var source = new CancellationTokenSource();
        var results = OrderedWork.Map(Enumerable.Range(0, int.MaxValue), 2, item => item, source.Token);
        Assert.Throws<OperationCanceledException>(() =>
        {
            foreach (var result in results)
                if (result == 20) source.Cancel();
        });
    }

    private static void InterlockedMax(ref int most, int value)
    {
        for (var seen = Volatile.Read(ref most); value > seen; seen = Volatile.Read(ref most))
            Interlocked.CompareExchange(ref most, value, seen);
    }
}
