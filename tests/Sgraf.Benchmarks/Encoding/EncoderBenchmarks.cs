using BenchmarkDotNet.Attributes;
using Sgraf.Model.Bundles;
using Sgraf.Model.Encoding;

namespace Sgraf.Benchmarks.Encoding;

/// <summary>Both encoders at the published sizes.</summary>
[MemoryDiagnoser]
public class EncoderBenchmarks : IDisposable
{
    private const int Words = 12;
    private readonly ModelConfig _config = new();
    private Checkpoint _checkpoint = null!;
    private ImageEncoder _images = null!;
    private TextEncoder _texts = null!;
    private float[] _features = null!;
    private int[][] _captions = null!;

    [GlobalSetup]
    public void Prepare()
    {
        var random = new Random(1);
        _checkpoint = RandomCheckpoint.Create(_config, SimilarityModule.Sgr, seed: 1);
        _images = new ImageEncoder(_checkpoint, _config);
        _texts = new TextEncoder(_checkpoint, _config);
        _features = [.. Enumerable.Range(0, 16 * _config.RegionCount * _config.FeatureSize).Select(_ => random.NextSingle())];
        int[] Caption() => [.. Enumerable.Range(0, Words).Select(_ => random.Next(_config.VocabularySize))];
        _captions = [.. Enumerable.Range(0, 1000).Select(_ => Caption())];
    }

    [GlobalCleanup]
    public void Dispose()
    {
        GC.SuppressFinalize(this);
        _images.Dispose();
        _texts.Dispose();
    }

    [Benchmark]
    public EncodedCaptions OneCaption() => _texts.Encode(_captions[0]);

    [Benchmark(OperationsPerInvoke = 1000)]
    public EncodedCaptions ACaptionOfThousand() => _texts.Encode(_captions);

    [Benchmark]
    public EncodedImages OneImage() =>
        _images.Encode(_features.AsMemory(0, _config.RegionCount * _config.FeatureSize), 1, _config.RegionCount, _config.FeatureSize);

    [Benchmark(OperationsPerInvoke = 16)]
    public EncodedImages AnImageOfSixteen() => _images.Encode(_features, 16, _config.RegionCount, _config.FeatureSize);

    [Benchmark]
    public void OpenBothEncoders()
    {
        using var images = new ImageEncoder(_checkpoint, _config);
        using var texts = new TextEncoder(_checkpoint, _config);
    }
}
