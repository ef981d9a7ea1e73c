using Microsoft.Extensions.Logging.Abstractions;
using Sgraf.Api.Gallery;
using Sgraf.Api.Gallery.Writing;
using Sgraf.Model.Bundles;

namespace Sgraf.Benchmarks.Gallery;

/// <summary>A gallery of pictures that show nothing, in a temporary folder.</summary>
internal sealed class SyntheticGallery : IDisposable
{
    private const int Together = 64;

    private readonly string _folder = Directory.CreateTempSubdirectory("sgraf-gallery-").FullName;
    private readonly EmbeddingLayout _layout;

    private SyntheticGallery(EmbeddingLayout layout) => _layout = layout;

    /// <summary>Fills a gallery through the same commits that a service makes.</summary>
    public static async Task<SyntheticGallery> CreateAsync(int count, int regionCount, int jointSize, int vectorSize)
    {
        var synthetic = new SyntheticGallery(new EmbeddingLayout("random", "random", [SimilarityModule.Sgr, SimilarityModule.Saf], regionCount, jointSize, vectorSize));
        await using var gallery = synthetic.Open(cacheMegabytes: 0);
        var random = new Random(1);
        foreach (var numbers in Enumerable.Range(0, count).Chunk(Together))
            await Task.WhenAll(numbers.Select(number => synthetic.Picture(number, random)).ToArray()
                .Select(picture => gallery.ChangeAsync(session => session.Add(picture))));
        return synthetic;
    }

    public ImageGallery Open(int cacheMegabytes) => ImageGallery.Open(
        new GalleryOptions { Folder = _folder, CacheMegabytes = cacheMegabytes }, () => _layout, TimeProvider.System, NullLogger.Instance);

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private NewPicture Picture(int number, Random random)
    {
        ReadOnlyMemory<byte> Part() => EmbeddingCodec.Encode(Draw(random, _layout.RegionCount * _layout.JointSize), Draw(random, _layout.JointSize));
        return SyntheticPicture.Of(number, new PictureEmbeddings
        {
            Boxes = Draw(random, 4 * 36),
            Scores = Draw(random, 36),
            Labels = null,
            Parts = [Part(), Part()],
            Vector = Draw(random, _layout.VectorSize),
        });
    }

    private static float[] Draw(Random random, int count)
    {
        var values = new float[count];
        foreach (ref var value in values.AsSpan()) value = (random.NextSingle() - 0.5f) * 0.1f;
        return values;
    }
}
