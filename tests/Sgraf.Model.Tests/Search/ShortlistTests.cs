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
        var queries = RandomVectors.Plain(20, Size, seed: 2).Chunk(Size).ToArray();
        var kept = queries.Average(query => Indices(shortlist.Find(query, 200)).Intersect(RandomVectors.Best(vectors, query, 200)).Count() / 200.0);
        Assert.Equal(1, kept);
    }

    [Theory, MemberData(nameof(InstructionSets))]
    public void Every_instruction_set_and_number_of_threads_finds_the_same(InstructionSet instructions)
    {
        FusedScorerTests.Require(instructions);
        var vectors = RandomVectors.Clustered(5000, 100, seed: 3);
        var query = RandomVectors.Plain(1, 100, seed: 4);
        var expected = new Shortlist(vectors, 100, InstructionSet.Portable).Find(query, 50, threads: 1);
        for (var threads = 1; threads <= 4; threads++)
            Assert.Equal(expected, new Shortlist(vectors, 100, instructions).Find(query, 50, threads));
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
        Assert.Equal(RandomVectors.Best(vectors, query, 20), Indices(new Shortlist(vectors, size).Find(query, 20)));
    }

    [Fact]
    public void Of_equal_products_the_first_vectors_come_first()
    {
        var vectors = Enumerable.Repeat<float[]>([1, -2, 3], 3000).SelectMany(vector => vector).ToArray();
        vectors[3 * 2000] = 1.5f;
        var hits = new Shortlist(vectors, 3).Find([1, 1, 1], 4, threads: 3);
        Assert.Equal([new(2000, 2.5f), new(0, 2), new(1, 2), new(2, 2)], hits);
    }

    [Fact]
    public void More_hits_than_vectors_are_all_vectors()
    {
        var vectors = RandomVectors.Plain(700, 8, seed: 7);
        var query = RandomVectors.Plain(1, 8, seed: 8);
        Assert.Equal(RandomVectors.Best(vectors, query, 700), Indices(new Shortlist(vectors, 8).Find(query, int.MaxValue)));
    }

    [Fact]
    public void Nothing_is_found_among_nothing()
    {
        var empty = new Shortlist(ReadOnlyMemory<float>.Empty, 8);
        Assert.Equal((0, 8), (empty.Count, empty.Size));
        Assert.Empty(empty.Find(new float[8], 10));
        Assert.Empty(new Shortlist(new float[8], 8).Find(new float[8], 0));
    }

    [Fact]
    public void Vectors_and_queries_of_zeros_are_no_trouble()
    {
        var shortlist = new Shortlist(new float[1000 * 4], 4);
        Assert.Equal([0, 1], Indices(shortlist.Find([1, 2, 3, 4], 2)));
        Assert.Equal([0, 1], Indices(new Shortlist(RandomVectors.Plain(1000, 4, seed: 9), 4).Find(new float[4], 2)));
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.NegativeInfinity)]
    public void Values_that_are_not_finite_are_refused(float value)
    {
        var vectors = RandomVectors.Plain(3, 8, seed: 10);
        var shortlist = new Shortlist(vectors.ToArray(), 8);
        vectors[17] = value;
        Assert.StartsWith("vectors has a value at 2 ", Assert.Throws<ArgumentException>(() => new Shortlist(vectors, 8)).Message);
        Assert.StartsWith("query has a value ", Assert.Throws<ArgumentException>(() => shortlist.Find(vectors.AsSpan(16), 1)).Message);
    }

    [Fact]
    public void Sizes_that_do_not_fit_are_refused()
    {
        Assert.StartsWith("vectors has 10 values, expected a multiple of 4.", Assert.Throws<ArgumentException>(() => new Shortlist(new float[10], 4)).Message);
        var shortlist = new Shortlist(new float[8], 4);
        Assert.StartsWith("query has 3 values, expected 4.", Assert.Throws<ArgumentException>(() => shortlist.Find(new float[3], 1)).Message);
    }

    [Fact]
    public void A_cancelled_search_stops()
    {
        var shortlist = new Shortlist(RandomVectors.Plain(2000, 8, seed: 11), 8);
        Assert.Throws<OperationCanceledException>(() => shortlist.Find(new float[8], 5, 2, new CancellationToken(canceled: true)));
    }

    private static int[] Indices(IEnumerable<ShortlistHit> hits) => [.. hits.Select(hit => hit.Index)];
}
