using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Sgraf.Api.Admission;
using Sgraf.Api.Gallery;
using Sgraf.Api.Gallery.Writing;
using Sgraf.Api.Inference;
using Sgraf.Api.Ingest.Indexing;
using Sgraf.Api.Reading;
using Sgraf.Model.Bundles;
using Sgraf.Model.Encoding;
using Sgraf.Model.Images;

namespace Sgraf.Benchmarks.Gallery;

/// <summary>Fills the data folder of a service through the commits that the service makes.</summary>
/// <remarks>A picture's embeddings are those of one of a few random pictures, its vector is its own: to a search all are different.</remarks>
internal sealed class SyntheticService
{
    private const int Together = 64;
    private const int Looks = 64;
    private const int Captions = 500;
    private const int Words = 12;
    private const int ReportEvery = 6400;

    private readonly ServedModel _model;
    private readonly Random _random = new(1);
    private readonly IReadOnlyDictionary<SimilarityModule, EncodedImages> _images;

    private SyntheticService(ServedModel model)
    {
        _model = model;
        _images = model.Networks.EncodeImages(Draw(Looks * model.Config.RegionCount * model.Config.FeatureSize));
    }

    /// <param name="folder">The bundle.</param>
    /// <param name="data">The data folder; made when it is missing.</param>
    /// <param name="count">Pictures.</param>
    /// <param name="progress">Told how many are there.</param>
    public static async Task FillAsync(string folder, string data, int count, Action<int> progress)
    {
        using var model = new ModelLoader(Options.Create(new ModelOptions { Folder = folder }), Options.Create(new DecodingOptions())).Load();
        await using var gallery = ImageGallery.Open(
            new GalleryOptions { Folder = data, CacheMegabytes = 0 }, () => EmbeddingLayout.Of(model), TimeProvider.System, NullLogger.Instance);
        var synthetic = new SyntheticService(model);
        foreach (var numbers in Enumerable.Range(0, count).Chunk(Together))
        {
            NewPicture[] pictures = [.. numbers.Select(synthetic.Picture)];
            await Task.WhenAll(pictures.Select(picture => gallery.ChangeAsync(session => session.Add(picture))));
            if ((numbers[^1] + 1) % ReportEvery == 0 || numbers[^1] == count - 1) progress(numbers[^1] + 1);
        }
        var captions = synthetic.MakeCaptions();
        await gallery.ChangeAsync(session => Array.ConvertAll(captions, caption => session.Add(caption, null, null)));
    }

    private NewPicture Picture(int number)
    {
        return SyntheticPicture.Of(number, new PictureEmbeddings
        {
            Boxes = [0, 0, 1, 1],
            Scores = [1],
            Labels = null,
            Parts = [.. _model.Networks.Modules.Select(module => Part(_images[module], number % Looks))],
            Vector = Draw(_model.Vectors.Size),
        });
    }

    private ReadOnlyMemory<byte> Part(EncodedImages images, int look)
    {
        var (joint, all) = (_model.Config.JointSize, _model.Config.RegionCount * _model.Config.JointSize);
        return EmbeddingCodec.Encode(images.Regions.AsSpan(look * all, all), images.Globals.AsSpan(look * joint, joint));
    }

    private NewCaption[] MakeCaptions()
    {
        var encoding = new CaptionEncoding(_model, new SentenceReader(_model, new LimitOptions()));
        return encoding.Encode([.. Enumerable.Range(0, Captions).Select(_ => encoding.Read(Sentence()))]);
    }

    private string Sentence() => string.Join(' ', Enumerable.Range(0, Words).Select(_ => SyntheticModel.Word(_random.Next(_model.Vocabulary.Count / 2))));

    private float[] Draw(int count)
    {
        var values = new float[count];
        foreach (ref var value in values.AsSpan()) value = _random.NextSingle() - 0.5f;
        return values;
    }
}
