using Sgraf.Model.Search;

namespace Sgraf.Model.Tests.Search;

public sealed class GrowingShortlistTests
{
    private const int Size = 20;
    private static readonly float[] Query = RandomVectors.Plain(1, Size, seed: 2);

    /// <summary>More than a few chunks, and no whole number of them.</summary>
    private static readonly float[] Vectors = RandomVectors.Clustered(5000, Size, seed: 1);

    [Theory]
    [InlineData(1024)]     // whole blocks, all taken over
    [InlineData(700)]      // begins no block after the first
    [InlineData(100)]
    [InlineData(1500)]     // more than a block
    public void Blocks_are_found_like_vectors(int step)
    {
        var (blocks, vectors) = (Empty(), Empty());
        foreach (var block in Vectors.Chunk(step * Size)) (blocks, vectors) = (blocks.WithBlock(Quantize(block, step)), vectors.With(block));
        var further = Vectors.AsSpan(0, 30 * Size);
        (blocks, vectors) = (blocks.Without(5).With(further), vectors.Without(5).With(further));
        float[] all = [.. Vectors, .. further];
        Assert.Equal(Find(vectors, 300, all), Find(blocks, 300, all));
        Assert.Equal((vectors.Count, vectors.Places), (blocks.Count, blocks.Places));
        Assert.Equal(RandomVectors.Best(all, Query, 5030).Where(place => place != 5).Take(300), Places(blocks, 300, all));
    }

    [Fact]
    public void Further_vectors_fill_a_block_that_was_taken_over()
    {
        var block = Quantize(Vectors[..(10 * Size)], 1024);
        var (before, after) = (Empty().WithBlock(block), Empty().WithBlock(block).With(Vectors.AsSpan(10 * Size, 5 * Size)));
        Assert.Equal((10, 15), (before.Places, after.Places));
        Assert.Equal(RandomVectors.Best(Vectors[..(10 * Size)], Query, 10), Places(before));
        Assert.Equal(RandomVectors.Best(Vectors[..(15 * Size)], Query, 15), Places(after));
    }

    [Fact]
    public void A_block_of_another_size_is_refused() => Assert.StartsWith(
        $"vectors has vectors of 7 values, expected {Size}.",
        Assert.Throws<ArgumentException>(() => Empty().WithBlock(new QuantizedVectors(1, 7))).Message);

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(1024)]
    [InlineData(3000)]
    public void Vectors_added_in_parts_are_found_like_vectors_given_at_once(int step)
    {
        var grown = Empty();
        foreach (var part in Vectors.Chunk(step * Size)) grown = grown.With(part);
        Assert.Equal((5000, 5000), (grown.Count, grown.Places));
        Assert.Equal(Find(new Shortlist(Vectors, Size), 700), Find(grown, 700));
    }

    [Fact]
    public void A_snapshot_does_not_see_what_is_added_later()
    {
        var before = new Shortlist(Vectors.AsMemory(0, 1500 * Size), Size).With(Vectors.AsSpan(1500 * Size, 10 * Size));
        var found = Find(before, 300);
        var after = before.With(Vectors.AsSpan(1510 * Size));
        Assert.Equal(found, Find(before, 300));
        Assert.Equal((1510, 5000), (before.Places, after.Places));
        Assert.Equal(Find(new Shortlist(Vectors, Size), 300), Find(after, 300));
    }

    [Fact]
    public void Two_snapshots_can_grow_from_the_same_one()
    {
        var origin = Empty().With(Vectors.AsSpan(0, 100 * Size));
        var (first, second) = (origin.With(Vectors.AsSpan(100 * Size, 50 * Size)), origin.With(Vectors.AsSpan(200 * Size, 50 * Size)));
        Assert.Equal(RandomVectors.Best(Vectors[..(150 * Size)], Query, 150), Places(first));
        float[] expected = [.. Vectors[..(100 * Size)], .. Vectors[(200 * Size)..(250 * Size)]];
        Assert.Equal(RandomVectors.Best(expected, Query, 150), Places(second, vectors: expected));
    }

    [Fact]
    public void Searches_run_while_the_set_grows()
    {
        var snapshot = Empty().With(Vectors.AsSpan(0, 10 * Size));
        Parallel.Invoke(
            () =>
            {
                for (var end = 10; end < 3000; end++) Volatile.Write(ref snapshot, snapshot.With(Vectors.AsSpan(end * Size, Size)));
            },
            () =>
            {
                for (var places = 0; places < 3000;)
                {
                    var seen = Volatile.Read(ref snapshot);
                    places = seen.Places;
                    Assert.Equal(RandomVectors.Best(Vectors[..(places * Size)], Query, 5), Places(seen, 5));
                }
            });
    }

    [Fact]
    public void A_removed_vector_is_found_no_more_and_the_others_keep_their_places()
    {
        var all = new Shortlist(Vectors, Size);
        var best = Places(all, 10);
        var fewer = all.Without(best[0], best[3]);
        Assert.Equal((4998, 5000), (fewer.Count, fewer.Places));
        Assert.Equal(best.Except([best[0], best[3]]), Places(fewer, 8));
        Assert.Equal(best, Places(all, 10));
    }

    [Fact]
    public void Removing_and_adding_go_together()
    {
        var shortlist = Empty().With(Vectors.AsSpan(0, 2000 * Size)).Without(3, 1999).With(Vectors.AsSpan(2000 * Size)).Without(4999);
        Assert.Equal((4997, 5000), (shortlist.Count, shortlist.Places));
        Assert.Equal(Places(new Shortlist(Vectors, Size)).Except([3, 1999, 4999]), Places(shortlist));
    }

    [Theory]
    [InlineData(2)]       // so many that the scan runs
    [InlineData(37)]      // so few that all are compared at once
    [InlineData(5001)]    // one
    public void A_search_within_a_mask_finds_the_best_of_the_accepted(int every)
    {
        var mask = PlaceMask.Where(5000, place => place % every == 0);
        var within = new Shortlist(Vectors, Size).Without(0, 74).Within(mask);
        var expected = RandomVectors.Best(Vectors, Query, 5000).Where(place => place % every == 0 && place is not (0 or 74)).ToArray();
        Assert.Equal(expected.Length, within.Count);
        Assert.Equal(expected.Take(100), Places(within, 100));
    }

    [Fact]
    public void Compacting_closes_the_gaps()
    {
        var gone = Enumerable.Range(0, 5000).Where(place => place % 3 == 1).ToArray();
        var kept = Enumerable.Range(0, 5000).Except(gone).ToArray();
        float[] left = [.. kept.SelectMany(place => Vectors[(place * Size)..((place + 1) * Size)])];
        var compact = new Shortlist(Vectors, Size).Without(gone).Compact();
        Assert.Equal((kept.Length, kept.Length), (compact.Count, compact.Places));
        Assert.Equal(RandomVectors.Best(Vectors, Query, 5000).Except(gone).Take(200), Places(compact, 200, left).Select(place => kept[place]));
        Assert.Equal(Find(new Shortlist(left, Size), 200, left), Find(compact, 200, left));
    }

    [Fact]
    public void What_does_not_fit_is_refused()
    {
        var shortlist = new Shortlist(Vectors, Size);
        Assert.StartsWith("vectors has 7 values, expected a multiple of 20.", Assert.Throws<ArgumentException>(() => shortlist.With(new float[7])).Message);
        var bad = new float[2 * Size];
        bad[Size] = float.NaN;
        Assert.StartsWith("vector 1 has a value that is not finite", Assert.Throws<ArgumentException>(() => shortlist.With(bad)).Message);
        var mask = PlaceMask.Where(3, _ => true);
        Assert.StartsWith("accepted has 3 places, expected 5000.", Assert.Throws<ArgumentException>(() => shortlist.Within(mask)).Message);
        Assert.Throws<ArgumentOutOfRangeException>(() => shortlist.Without(5000));
    }

    private static Shortlist Empty() => new(ReadOnlyMemory<float>.Empty, Size);

    private static QuantizedVectors Quantize(float[] vectors, int capacity)
    {
        var quantized = new QuantizedVectors(capacity, Size);
        foreach (var vector in vectors.Chunk(Size)) quantized.Add(vector);
        return quantized;
    }

    private static ShortlistHit[] Find(Shortlist shortlist, int count, float[]? vectors = null) =>
        shortlist.Find(Query, count, SearchSets.ReaderOf(vectors ?? Vectors, Size));

    private static int[] Places(Shortlist shortlist, int count = int.MaxValue, float[]? vectors = null) =>
        [.. Find(shortlist, count, vectors).Select(hit => hit.Index)];
}
