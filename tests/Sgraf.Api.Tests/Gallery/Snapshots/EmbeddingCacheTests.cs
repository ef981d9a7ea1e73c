using Sgraf.Api.Gallery.Snapshots;

namespace Sgraf.Api.Tests.Gallery.Snapshots;

public sealed class EmbeddingCacheTests
{
    [Fact]
    public void What_was_not_wanted_for_longest_goes_first()
    {
        var cache = new EmbeddingCache(budget: 30);
        for (var offset = 1; offset <= 3; offset++) cache.Add((1, offset), new byte[10]);
        Assert.True(cache.TryGet((1, 1), out _));
        cache.Add((1, 4), new byte[10]);
        Assert.Equal([true, false, true, true], Enumerable.Range(1, 4).Select(offset => cache.TryGet((1, offset), out _)));
        Assert.Equal(30, cache.Bytes);
    }

    [Fact]
    public void The_budget_is_never_passed()
    {
        var (cache, random) = (new EmbeddingCache(budget: 1000), new Random(1));
        for (var offset = 0; offset < 500; offset++)
        {
            cache.Add((1, offset), new byte[random.Next(1, 300)]);
            Assert.InRange(cache.Bytes, 1, 1000);
        }
        cache.Add((2, 0), new byte[1001]);
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
                else cache.Add(key, Enumerable.Repeat((byte)key.Item2, 50).ToArray());
            }
        });
        Assert.Equal(16_000, cache.Uses.Hits + cache.Uses.Misses);
        Assert.InRange(cache.Bytes, 1, 5000);
    }
}
