using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using Sgraf.Api.Gallery;
using Sgraf.Api.Gallery.Writing;
using Sgraf.Model.Bundles;
using Sgraf.Tests;

namespace Sgraf.Api.Tests.Gallery;

/// <summary>A gallery in a folder of its own, and pictures and captions to put into it; everything follows from the seeds.</summary>
internal sealed class GalleryFolder : IDisposable
{
    public const int Regions = 4, JointSize = 8, VectorSize = 16;

    private readonly TemporaryFolder _folder = new();

    public static EmbeddingLayout Layout { get; } = new("model-1", "detector-1", [SimilarityModule.Sgr, SimilarityModule.Saf], Regions, JointSize, VectorSize);

    public string Path => _folder.PathOf("gallery");

    public string PathOf(string name) => System.IO.Path.Combine(Path, name);

    /// <summary>The segment files of a kind.</summary>
    public string[] SegmentsOf(string kind) => [.. Directory.GetFiles(Path, $"{kind}-*.seg").Order(StringComparer.Ordinal)];

    public ImageGallery Open(EmbeddingLayout? layout = null, int segmentMegabytes = 512, int cacheMegabytes = 1) => ImageGallery.Open(
        new GalleryOptions { Folder = Path, SegmentMegabytes = segmentMegabytes, CacheMegabytes = cacheMegabytes },
        () => layout ?? Layout, TimeProvider.System, NullLogger.Instance);

    /// <summary>A picture that no other seed gives.</summary>
    /// <param name="seed">Tells it from others.</param>
    /// <param name="captions">How many captions it has.</param>
    /// <param name="size">Bytes of its file.</param>
    public static NewPicture Picture(int seed, int captions = 0, int size = 300)
    {
        var random = new Random(seed);
        var file = new byte[size];
        random.NextBytes(file);
        return new NewPicture
        {
            Id = NewPicture.IdOf(file),
            Name = $"picture {seed}.jpg",
            Width = 100 + seed,
            Height = 50,
            File = file,
            Thumbnail = Encoding.UTF8.GetBytes($"thumbnail {seed}"),
            Metadata = JsonSerializer.Deserialize<Dictionary<string, JsonElement>>($$"""{"parity":"{{(seed % 2 == 0 ? "even" : "odd")}}","seed":{{seed}}}""")!,
            Embeddings = Embeddings(random),
            Captions = [.. Enumerable.Range(0, captions).Select(number => Caption($"caption {number} of {seed}", seed * 10 + number))],
        };
    }

    public static NewCaption Caption(string text, int seed)
    {
        var random = new Random(seed);
        var length = 3 + random.Next(5);
        ReadOnlyMemory<byte> Part() => EmbeddingCodec.Encode(Values(random, length * JointSize), Values(random, JointSize));
        return new NewCaption(text, new CaptionEmbeddings(length, [Part(), Part()], Values(random, VectorSize)));
    }

    public static PictureEmbeddings Embeddings(Random random)
    {
        var count = random.Next(1, Regions + 1);
        ReadOnlyMemory<byte> Part() => EmbeddingCodec.Encode(Values(random, Regions * JointSize), Values(random, JointSize));
        return new PictureEmbeddings
        {
            Boxes = Values(random, 4 * count),
            Scores = Values(random, count),
            Labels = null,
            Parts = [Part(), Part()],
            Vector = Values(random, VectorSize),
        };
    }

    /// <summary>Adds pictures, all of them at once.</summary>
    public static async Task<AddedPicture[]> AddAsync(ImageGallery gallery, params IEnumerable<NewPicture> pictures) =>
        await Task.WhenAll(pictures.Select(picture => gallery.ChangeAsync(session => session.Add(picture))));

    public void Dispose() => _folder.Dispose();

    private static float[] Values(Random random, int count)
    {
        var values = new float[count];
        foreach (ref var value in values.AsSpan()) value = random.NextSingle() - 0.5f;
        return values;
    }
}
