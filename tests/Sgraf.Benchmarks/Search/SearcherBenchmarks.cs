using BenchmarkDotNet.Attributes;
using Sgraf.Model.Bundles;
using Sgraf.Model.Scoring;
using Sgraf.Model.Search;

namespace Sgraf.Benchmarks.Search;

/// <summary>One caption of 12 words on images in memory, at the published sizes.</summary>
public class SearcherBenchmarks : IDisposable
{
    private const int ImageCount = 400, Words = 12;
    private readonly ModelConfig _config = new();
    private readonly Random _random = new(1);
    private PackedImages _images = null!;
    private PackedCaptions _caption = null!;
    private Dictionary<SimilarityModule, FusedScorer> _scorers = null!;
    private SearchSet<PackedImages> _set = null!;
    private SearchQuery<PackedCaptions> _query = null!;

    [Params(50, 100, 200)]
    public int ShortlistSize { get; set; }

    [Params(SimilarityModule.Sgr, SimilarityModule.Saf, SimilarityModule.Sgraf)]
    public SimilarityModule Module { get; set; }

    [GlobalSetup]
    public void Prepare()
    {
        var (regions, size) = (_config.RegionCount, _config.JointSize);
        _images = new PackedImages(Draw(ImageCount * regions * size), Draw(ImageCount * size), regions, size);
        _caption = new PackedCaptions(Draw(Words * size), Draw(size), [Words], size);
        _scorers = SimilarityModule.Sgraf.Parts().ToDictionary(
            part => part, part => new FusedScorer(RandomCheckpoint.Create(_config, part, seed: 1), _config, part));
        var vectors = Draw(ImageCount * 2 * size);
        _set = new(new Shortlist(vectors, 2 * size), (_, places) => _images.Pick(places.Span), SearchSets.ReaderOf(vectors, 2 * size));
        _query = new(Draw(2 * size), SimilarityModule.Sgraf.Parts().ToDictionary(part => part, _ => _caption));
    }

    [GlobalCleanup]
    public void Dispose()
    {
        GC.SuppressFinalize(this);
        _images.Dispose();
        _caption.Dispose();
        foreach (var scorer in _scorers.Values) scorer.Dispose();
    }

    [Benchmark]
    public SearchResult FindImages() =>
        new Searcher(_scorers).FindImages(_query, _set, new SearchSettings { ShortlistSize = ShortlistSize, Module = Module });

    /// <summary>Vectors of length about one.</summary>
    private float[] Draw(int count)
    {
        var values = new float[count];
        foreach (ref var value in values.AsSpan()) value = (_random.NextSingle() - 0.5f) * 0.1f;
        return values;
    }
}
