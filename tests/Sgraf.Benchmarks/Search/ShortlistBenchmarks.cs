using BenchmarkDotNet.Attributes;
using Sgraf.Model.Search;

namespace Sgraf.Benchmarks.Search;

/// <summary>The first stage of a search: 200 of many vectors.</summary>
[MemoryDiagnoser]
public class ShortlistBenchmarks
{
    private const int Hits = 200;
    private Shortlist _shortlist = null!;
    private VectorReader _reader = null!;
    private float[] _query = null!;

    [Params(1, 2)]
    public int Threads { get; set; }

    /// <summary>Vectors and values of each.</summary>
    [Params("100000 x 1024", "100000 x 2048", "1000000 x 256")]
    public string Vectors { get; set; } = "";

    [GlobalSetup]
    public void Prepare()
    {
        var sizes = Array.ConvertAll(Vectors.Split('x'), int.Parse);
        var random = new Random(1);
        float[] Draw(int count)
        {
            var values = new float[count];
            foreach (ref var value in values.AsSpan()) value = random.NextSingle() - 0.5f;
            return values;
        }

        var vectors = Draw(sizes[0] * sizes[1]);
        (_shortlist, _reader) = (new Shortlist(vectors, sizes[1]), SearchSets.ReaderOf(vectors, sizes[1]));
        _query = Draw(sizes[1]);
    }

    [Benchmark]
    public ShortlistHit[] Find() => _shortlist.Find(_query, Hits, _reader, Threads);
}
