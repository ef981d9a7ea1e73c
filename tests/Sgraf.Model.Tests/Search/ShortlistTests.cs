using Sgraf.Model.Matrices;
using Sgraf.Model.Search;
using Sgraf.Model.Tests.Scoring;

namespace Sgraf.Model.Tests.Search;

public sealed class ShortlistTests
{
    private const int Many = 10_000, Size = 256;

    public static TheoryData<InstructionSet> InstructionSets => [.. Enum.GetValues<InstructionSet>()];

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void The_best_200_of_10000_are_those_of_the_exact_search(bool clustered)
    {
        var vectors = clustered ? RandomVectors.Clustered(Many, Size, seed: 1) : RandomVectors.Plain(Many, Size, seed: 1);
        var shortlist = new Shortlist(vectors, Size);
        var reader = SearchSets.ReaderOf(vectors, Size);
        var queries = RandomVectors.Plain(20, Size, seed: 2).Chunk(Size).ToArray();
        var kept = queries.Average(query => Indices(shortlist.Find(query, 200, reader)).Intersect(RandomVectors.Best(vectors, query, 200)).Count() / 200.0);
        Assert.Equal(1, kept);
    }

    [Theory, MemberData(nameof(InstructionSets))]
    public void Every_instruction_set_and_number_of_threads_finds_the_same(InstructionSet instructions)
    {
        FusedScorerTests.Require(instructions);
        var vectors = RandomVectors.Clustered(5000, 100, seed: 3);
        var query = RandomVectors.Plain(1, 100, seed: 4);
        var reader = SearchSets.ReaderOf(vectors, 100);
        var expected = new Shortlist(vectors, 100, InstructionSet.Portable).Find(query, 50, reader, threads: 1);
        for (var threads = 1; threads <= 4; threads++)
            Assert.Equal(expected, new Shortlist(vectors, 100, instructions).Find(query, 50, reader, threads));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(31)]
    [InlineData(65)]
    [InlineData(300)]
    public void Vectors_of_any_size_are_ranked_exactly(int size)
    {
        var vectors = RandomVectors.Plain(1000, size, seed: 5);
        var query = RandomVectors.Plain(1, size, seed: 6);
        Assert.Equal(RandomVectors.Best(vectors, query, 20), Indices(Find(vectors, query, 20)));
    }

    [Fact]
    public void Of_equal_products_the_first_vectors_come_first()
    {
        var vectors = Enumerable.Repeat<float[]>([1, -2, 3], 3000).SelectMany(vector => vector).ToArray();
        vectors[3 * 2000] = 1.5f;
        var hits = Find(vectors, [1, 1, 1], 4);
        Assert.Equal([new(2000, 2.5f), new(0, 2), new(1, 2), new(2, 2)], hits);
    }

    [Fact]
    public void More_hits_than_vectors_are_all_vectors()
    {
        var vectors = RandomVectors.Plain(700, 8, seed: 7);
        var query = RandomVectors.Plain(1, 8, seed: 8);
        Assert.Equal(RandomVectors.Best(vectors, query, 700), Indices(Find(vectors, query, int.MaxValue)));
    }

    [Fact]
    public void Nothing_is_found_among_nothing()
    {
        var empty = new Shortlist(ReadOnlyMemory<float>.Empty, 8);
        Assert.Equal((0, 8), (empty.Count, empty.Size));
        Assert.Empty(empty.Find(new float[8], 10, (_, _) => Assert.Fail("There is nothing to bring.")));
        Assert.Empty(Find(new float[8], new float[8], 0));
    }

    [Fact]
    public void Vectors_and_queries_of_zeros_are_no_trouble()
    {
        Assert.Equal([0, 1], Indices(Find(new float[1000 * 4], [1, 2, 3, 4], 2)));
        Assert.Equal([0, 1], Indices(Find(RandomVectors.Plain(1000, 4, seed: 9), new float[4], 2)));
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.NegativeInfinity)]
    public void Values_that_are_not_finite_are_refused(float value)
    {
        var vectors = RandomVectors.Plain(3, 8, seed: 10);
        var shortlist = new Shortlist(vectors.ToArray(), 8);
        vectors[17] = value;
        Assert.StartsWith("vector 2 has a value ", Assert.Throws<ArgumentException>(() => new Shortlist(vectors, 8)).Message);
        Assert.StartsWith("query has a value ", Assert.Throws<ArgumentException>(() => shortlist.Find(vectors.AsSpan(16), 1, SearchSets.ReaderOf(vectors, 8))).Message);
    }

    [Fact]
    public void Sizes_that_do_not_fit_are_refused()
    {
        Assert.StartsWith("vectors has 10 values, expected a multiple of 4.", Assert.Throws<ArgumentException>(() => new Shortlist(new float[10], 4)).Message);
        var shortlist = new Shortlist(new float[8], 4);
        Assert.StartsWith("query has 3 values, expected 4.", Assert.Throws<ArgumentException>(() => shortlist.Find(new float[3], 1, SearchSets.ReaderOf(new float[8], 4))).Message);
    }

    [Fact]
    public void A_cancelled_search_stops()
    {
        var vectors = RandomVectors.Plain(2000, 8, seed: 11);
        Assert.Throws<OperationCanceledException>(() => new Shortlist(vectors, 8).Find(
            new float[8], 5, SearchSets.ReaderOf(vectors, 8), 2, new CancellationToken(canceled: true)));
    }

    [Fact]
    public void A_search_for_all_brings_every_vector_once_and_few_at_a_time()
    {
        var vectors = RandomVectors.Clustered(3000, 20, seed: 12);
        var query = RandomVectors.Plain(1, 20, seed: 13);
        var (reader, brought) = (SearchSets.ReaderOf(vectors, 20), new List<int[]>());
        var hits = new Shortlist(vectors, 20).Find(query, int.MaxValue, (places, found) =>
        {
            brought.Add(places.ToArray());
            reader(places, found);
        });
        Assert.Equal(RandomVectors.Best(vectors, query, 3000), Indices(hits));
        Assert.Equal(Enumerable.Range(0, 3000), brought.SelectMany(places => places).Order());
        Assert.All(brought, places => Assert.InRange(places.Length, 1, 1024));
    }

    [Fact]
    public void A_search_for_few_brings_few_vectors()
    {
        var vectors = RandomVectors.Plain(5000, 20, seed: 14);
        var (reader, brought) = (SearchSets.ReaderOf(vectors, 20), 0);
        new Shortlist(vectors, 20).Find(RandomVectors.Plain(1, 20, seed: 15), 10, (places, found) =>
        {
            brought += places.Length;
            reader(places, found);
        });
        Assert.Equal(400, brought);
    }

    [Fact]
    public void Hits_are_ranked_by_the_vectors_that_are_brought()
    {
        var vectors = RandomVectors.Plain(300, 20, seed: 16);
        var others = RandomVectors.Plain(300, 20, seed: 17);
        var query = RandomVectors.Plain(1, 20, seed: 18);
        Assert.Equal(RandomVectors.Best(others, query, 50), Indices(new Shortlist(vectors, 20).Find(query, 50, SearchSets.ReaderOf(others, 20))));
    }

    [Fact]
    public void Products_are_added_up_in_one_fixed_order()
    {
        var (vectors, query) = (RandomVectors.Plain(1100, 37, seed: 19), RandomVectors.Plain(1, 37, seed: 20));
        Assert.All(Find(vectors, query, int.MaxValue), hit => Assert.Equal(Product(vectors.AsSpan(hit.Index * 37, 37), query), hit.Product));
    }

    /// <summary>Sixteen sums, halved until one is left, then what fills no sixteen.</summary>
    private static float Product(ReadOnlySpan<float> vector, ReadOnlySpan<float> query)
    {
        var sums = new float[16];
        var whole = vector.Length / 16 * 16;
        for (var i = 0; i < whole; i++) sums[i % 16] += vector[i] * query[i];
        for (var half = 8; half >= 4; half /= 2)
            for (var i = 0; i < half; i++) sums[i] += sums[i + half];
        var sum = sums[0] + sums[1] + (sums[2] + sums[3]);
        for (var i = whole; i < vector.Length; i++) sum += vector[i] * query[i];
        return sum;
    }

    private static ShortlistHit[] Find(float[] vectors, ReadOnlySpan<float> query, int count) =>
        new Shortlist(vectors, query.Length).Find(query, count, SearchSets.ReaderOf(vectors, query.Length), threads: 3);

    private static int[] Indices(IEnumerable<ShortlistHit> hits) => [.. hits.Select(hit => hit.Index)];
}
