using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Engines;

namespace Sgraf.Benchmarks.Gallery;

/// <summary>The start of a service on a large gallery: the catalogue checked, all vectors read and quantized.</summary>
[SimpleJob(RunStrategy.Monitoring, warmupCount: 1, iterationCount: 5)]
public class GalleryOpeningBenchmarks
{
    private SyntheticGallery _gallery = null!;

    /// <summary>Pictures.</summary>
    [Params(100_000)]
    public int Count { get; set; }

    /// <summary>K: values of a vector.</summary>
    [Params(512, 2048)]
    public int VectorSize { get; set; }

    [GlobalSetup]
    public async Task Prepare() => _gallery = await SyntheticGallery.CreateAsync(Count, regionCount: 1, jointSize: 8, VectorSize);

    [GlobalCleanup]
    public void Dispose() => _gallery.Dispose();

    [Benchmark]
    public async Task Open()
    {
        await using var gallery = _gallery.Open(cacheMegabytes: 0);
    }
}
