using Sgraf.Api.Gallery;
using Sgraf.Api.Gallery.Catalogue;
using Sgraf.Api.Inference;
using Sgraf.Api.Problems;
using Sgraf.Api.Reading;
using Sgraf.Model.Images;

namespace Sgraf.Api.Ingest.Indexing;

/// <summary>Looks at pictures and makes everything that the gallery keeps of them; one that cannot be used does not keep the others from it.</summary>
/// <remarks>Any number of threads may index at once.</remarks>
internal sealed class PictureIndexer(ServedModel model, ImageGallery gallery, CaptionEncoding captions, PictureEncoding encoding)
{
    /// <summary>Side of a thumbnail, in pixels: sharp at 256 points on a screen of double density.</summary>
    public const int ThumbnailSide = 384;

    /// <summary>Pictures that are worth taking together.</summary>
    public const int BatchSize = 8;

    /// <summary>Pixels in memory at once, of one batch; a single picture may have more.</summary>
    private const long BatchPixels = 8_000_000;

    /// <summary>Looks at pictures.</summary>
    /// <returns>What came of each, in their order.</returns>
    public IndexedPicture[] Index(IReadOnlyList<PictureSource> sources, CancellationToken cancellation)
    {
        var results = new IndexedPicture[sources.Count];
        var batch = new List<SeenFile>();
        for (var place = 0; place < results.Length; place++)
        {
            cancellation.ThrowIfCancellationRequested();
            try
            {
                if (See(sources[place], place, out results[place]) is { } seen) batch.Add(seen);
            }
            catch (Exception failure) when (Errors.IsOfTheRequest(failure))
            {
                results[place] = new IndexedPicture { Error = Problem.Of(failure) };
            }
            if (batch.Count < BatchSize && batch.Sum(file => (long)file.Picture.Width * file.Picture.Height) < BatchPixels) continue;
            EncodeEach(batch, results);
            batch.Clear();
        }
        EncodeEach(batch, results);
        return results;
    }

    /// <summary>Reads a file and decodes it, unless the gallery has it.</summary>
    private SeenFile? See(PictureSource source, int place, out IndexedPicture known)
    {
        ReadText[] texts = [.. source.Captions.Select(captions.Read)];
        var file = source.Read();
        var id = NewPicture.IdOf(file);
        known = null!;
        if (IsCurrent(id))
        {
            known = new IndexedPicture { Known = id, Captions = captions.Encode(texts) };
            return null;
        }
        return new SeenFile(place, source, id, file, model.Decoder.Decode(file, model.Regions.SufficientSide), texts);
    }

    private bool IsCurrent(string id) =>
        gallery.Query(catalogue => catalogue.FindPicture(id)) is { Regions: { } regions }
        && regions.Model == gallery.Layout.Model && regions.Detector == gallery.Layout.Detector;

    private void EncodeEach(List<SeenFile> batch, IndexedPicture[] results)
    {
        try
        {
            Encode(batch, results);
        }
        catch (NotFiniteNumberException) when (batch.Count > 1)    // one of them; each is to have its own reason
        {
            foreach (var file in batch) EncodeEach([file], results);
        }
        catch (NotFiniteNumberException failure)
        {
            results[batch[0].Place] = new IndexedPicture { Error = Problem.Of(failure) };
        }
    }

    private void Encode(List<SeenFile> batch, IndexedPicture[] results)
    {
        if (batch.Count == 0) return;
        var found = encoding.Encode([.. batch.Select(file => file.Picture)]);
        var encoded = captions.Encode([.. batch.SelectMany(file => file.Captions)]);
        var next = 0;
        for (var i = 0; i < batch.Count; i++)
        {
            var (own, file) = (encoded.AsSpan(next, batch[i].Captions.Count).ToArray(), batch[i]);
            next += own.Length;
            results[file.Place] = found[i].Embeddings is { } embeddings
                ? new IndexedPicture { New = Picture(file, embeddings, own) }
                : new IndexedPicture { Error = Problem.Of(found[i].Failure!) };
        }
    }

    private static NewPicture Picture(SeenFile file, PictureEmbeddings embeddings, NewCaption[] captions) => new()
    {
        Id = file.Id,
        Name = file.Source.Name,
        Width = file.Picture.FullWidth,
        Height = file.Picture.FullHeight,
        File = file.File,
        Thumbnail = Thumbnail.Encode(file.Picture, ThumbnailSide),
        Metadata = file.Source.Metadata,
        Embeddings = embeddings,
        Captions = captions,
    };
}
