using Sgraf.Api.Gallery.Snapshots;

namespace Sgraf.Api.Tests.Gallery.Snapshots;

public sealed class EmbeddingCacheTests
{
    [Fact]
    public void What_was_not_wanted_for_longest_goes_first()
    {
        var cache = new EmbeddingCache(budget: 30);
        for (var offset = 1; offset <= 3; offset++) cache.Offer((1, offset), new byte[10]);
        Assert.True(cache.TryGet((1, 1), out _));
        Offer(cache, times: 2, (1, 4));
        Assert.Equal([true, false, true, true], Enumerable.Range(1, 4).Select(offset => cache.TryGet((1, offset), out _)));
        Assert.Equal(30, cache.Bytes);
    }

    [Fact]
    public void What_is_wanted_once_drives_nothing_out()
    {
        var cache = new EmbeddingCache(budget: 30);
        for (var offset = 0; offset < 100; offset++) cache.Offer((1, offset), new byte[10]);
        Assert.Equal([0, 1, 2], Enumerable.Range(0, 100).Where(offset => cache.TryGet((1, offset), out _)));
    }

    [Fact]
    public void What_is_wanted_again_only_after_much_else_is_not_kept()
    {
        var cache = new EmbeddingCache(budget: 30);
        for (var round = 0; round < 3; round++)
            for (var offset = 0; offset < 20; offset++)
                if (!cache.TryGet((1, offset), out _)) cache.Offer((1, offset), new byte[10]);
        Assert.Equal([0, 1, 2], Enumerable.Range(0, 20).Where(offset => cache.TryGet((1, offset), out _)));
    }

    [Fact]
    public void A_copy_is_kept()
    {
        var (cache, bytes) = (new EmbeddingCache(budget: 30), (byte[])[1, 2, 3]);
        cache.Offer((1, 0), bytes);
        bytes[0] = 9;
        Assert.True(cache.TryGet((1, 0), out var kept));
        Assert.Equal([1, 2, 3], kept.ToArray());
    }

    [Fact]
    public void The_budget_is_never_passed()
    {
        var (cache, random) = (new EmbeddingCache(budget: 1000), new Random(1));
        for (var offset = 0; offset < 500; offset++)
        {
            Offer(cache, times: 2, (1, offset), random.Next(1, 300));
            Assert.InRange(cache.Bytes, 1, 1000);
            Assert.True(cache.TryGet((1, offset), out _));
        }
        Offer(cache, times: 2, (2, 0), 1001);
        Assert.False(cache.TryGet((2, 0), out _));
    }

    [Fact]
    public void Threads_may_share_it()
    {
        var cache = new EmbeddingCache(budget: 5000);
        Parallel.For(0, 8, thread =>
        {
            var random = new Random(thread);
            for (var i = 0; i < 2000; i++)
            {
                var key = (1, (long)random.Next(200));
                if (cache.TryGet(key, out var bytes)) Assert.Equal(key.Item2, bytes.Span[0]);
                else cache.Offer(key, Enumerable.Repeat((byte)key.Item2, 50).ToArray());
            }
        });
        Assert.Equal(16_000, cache.Uses.Hits + cache.Uses.Misses);
        Assert.InRange(cache.Bytes, 1, 5000);
    }

    private static void Offer(EmbeddingCache cache, int times, (int, long) key, int length = 10)
    {
        for (var time = 0; time < times; time++) cache.Offer(key, new byte[length]);
    }
}
