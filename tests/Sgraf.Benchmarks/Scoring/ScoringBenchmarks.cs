using BenchmarkDotNet.Attributes;
using Sgraf.Model.Bundles;
using Sgraf.Model.Encoding;
using Sgraf.Model.Matrices;
using Sgraf.Model.Scoring;

namespace Sgraf.Benchmarks.Scoring;

/// <summary>The fused kernel at the published sizes: 100 images with one caption or eight, on one thread, and one explanation.</summary>
[MemoryDiagnoser]
public class ScoringBenchmarks : IDisposable
{
    private const int Words = 12;
    private const int ImageCount = 100;
    private readonly ModelConfig _config = new();
    private FusedScorer _scorer = null!;
    private PackedImages _images = null!;
    private PackedCaptions _captions = null!;
    private float[] _scores = null!;

    [Params(SimilarityModule.Saf, SimilarityModule.Sgr)]
    public SimilarityModule Module { get; set; }

    [Params(1, 8)]
    public int Captions { get; set; }

    [ParamsSource(nameof(InstructionSetsHere))]
    public InstructionSet Instructions { get; set; }

    public static IEnumerable<InstructionSet> InstructionSetsHere => Enum.GetValues<InstructionSet>().Where(InstructionSets.IsSupported);

    [GlobalSetup]
    public void Prepare()
    {
        var random = new Random(1);
        var checkpoint = RandomCheckpoint.Create(_config, Module, seed: 1);
        using var images = new ImageEncoder(checkpoint, _config);
        using var texts = new TextEncoder(checkpoint, _config);
        float[] features = [.. Enumerable.Range(0, ImageCount * _config.RegionCount * _config.FeatureSize).Select(_ => random.NextSingle())];
        int[] Caption() => [.. Enumerable.Range(0, Words).Select(_ => random.Next(_config.VocabularySize))];
        _images = new PackedImages(images.Encode(features, ImageCount, _config.RegionCount, _config.FeatureSize));
        _captions = new PackedCaptions(texts.Encode([.. Enumerable.Range(0, Captions).Select(_ => Caption())]));
        _scorer = new FusedScorer(checkpoint, _config, Module, Instructions);
        _scores = new float[ImageCount * Captions];
    }

    [GlobalCleanup]
    public void Dispose()
    {
        GC.SuppressFinalize(this);
        _scorer.Dispose();
        _images.Dispose();
        _captions.Dispose();
    }

    [Benchmark]
    public void Score() => _scorer.Score(_images, _captions, _scores, threads: 1);

    [Benchmark]
    public PairExplanation Explain() => _scorer.Explain(_images, 0, _captions, 0);
}
