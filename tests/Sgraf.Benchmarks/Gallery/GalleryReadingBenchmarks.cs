using BenchmarkDotNet.Attributes;
using Sgraf.Api.Gallery;
using Sgraf.Model.Bundles;

namespace Sgraf.Benchmarks.Gallery;

/// <summary>200 of 2,000 pictures of the published sizes brought from the segments, as a search does it for one network.</summary>
public class GalleryReadingBenchmarks
{
    private const int Count = 2000, Wanted = 200;
    private readonly Random _random = new(1);
    private SyntheticGallery _synthetic = null!;
    private ImageGallery _gallery = null!;

    /// <summary>0 reads from the disk, or from what the system keeps of it; 512 keeps everything.</summary>
    [Params(0, 512)]
    public int CacheMegabytes { get; set; }

    [GlobalSetup]
    public async Task Prepare()
    {
        _synthetic = await SyntheticGallery.CreateAsync(Count, regionCount: 36, jointSize: 1024, vectorSize: 64);
        _gallery = _synthetic.Open(CacheMegabytes);
        using var hold = _gallery.Hold();
        hold.Snapshot.Images.Load(SimilarityModule.Sgr, Enumerable.Range(0, Count).ToArray()).Dispose();
    }

    [GlobalCleanup]
    public async Task Dispose()
    {
        await _gallery.DisposeAsync();
        _synthetic.Dispose();
    }

    [Benchmark]
    public int Read()
    {
        int[] places = [.. Enumerable.Range(0, Wanted).Select(_ => _random.Next(Count))];
        using var hold = _gallery.Hold();
        using var images = hold.Snapshot.Images.Load(SimilarityModule.Sgr, places);
        return images.Count;
    }
}
