using System.Globalization;
using Sgraf.Api.Gallery;
using Sgraf.Api.Gallery.Catalogue;
using Sgraf.Api.Gallery.Writing;
using Sgraf.Api.Ingest.Indexing;
using Sgraf.Api.Problems;

namespace Sgraf.Api.Ingest.Importing;

/// <summary>Indexes pictures and captions anew that another model made, or whose embeddings are lost, from what the gallery keeps of them.</summary>
internal sealed class ReindexWork(ImageGallery gallery, PictureIndexer indexer, CaptionEncoding captions) : IImportWork
{
    private const string CaptionPrefix = "caption ";

    public IEnumerable<ImportItem> List()
    {
        var (pictures, texts) = gallery.Query(catalogue => (
            catalogue.StalePictures(gallery.Layout).ConvertAll(number => catalogue.FindPicture(number)!.Id), catalogue.StaleCaptions(gallery.Layout)));
        var names = texts.Select(number => CaptionPrefix + number.ToString(CultureInfo.InvariantCulture));
        return pictures.Concat(names).Select(name => new ImportItem(name));
    }

    public ItemResult[] Process(IReadOnlyList<ItemRow> items, CancellationToken cancellation)
    {
        var pictures = items.Where(item => NumberOf(item) is null).Select(item => new PictureSource(item.Name, () => Read(item.Name))).ToList();
        var indexed = new Queue<IndexedPicture>(indexer.Index(pictures, cancellation));
        return [.. items.Select(item => NumberOf(item) is { } number ? Process(number) : Result(item.Name, indexed.Dequeue()))];
    }

    public void Dispose()
    {
        // The gallery is not this work's own.
    }

    private static long? NumberOf(ItemRow item) => item.Name.StartsWith(CaptionPrefix, StringComparison.Ordinal)
        ? long.Parse(item.Name.AsSpan(CaptionPrefix.Length), CultureInfo.InvariantCulture)
        : null;

    private byte[] Read(string id) =>
        gallery.ReadFile(id)?.ToArray() ?? throw new ProblemException(Errors.ImageNotFound, "The picture was deleted meanwhile.");

    private ItemResult Process(long number)
    {
        if (gallery.Query(catalogue => catalogue.FindCaption(number)) is not { } caption) return new ItemResult(_ => ItemState.Existing, null);
        try
        {
            var embeddings = captions.Encode([captions.Read(caption.Text)])[0].Embeddings;
            return new ItemResult(session => Refresh(session, number, embeddings), null);
        }
        catch (Exception failure) when (Errors.IsOfTheRequest(failure))
        {
            return ItemResult.Failed(Problem.Of(failure));
        }
    }

    private static ItemResult Result(string id, IndexedPicture picture) => picture switch
    {
        { Error: { } error } => ItemResult.Failed(error),
        { New: { } made } => new ItemResult(session => Refresh(session, id, made.Embeddings), null),
        _ => new ItemResult(_ => ItemState.Existing, null),
    };

    /// <summary>What was deleted meanwhile stays deleted.</summary>
    private static ItemState Refresh(GallerySession session, string id, PictureEmbeddings embeddings)
    {
        if (session.Catalogue.FindPicture(id) is not { } picture) return ItemState.Existing;
        session.Refresh(picture, embeddings);
        return ItemState.Added;
    }

    private static ItemState Refresh(GallerySession session, long number, CaptionEmbeddings embeddings)
    {
        if (session.Catalogue.FindCaption(number) is not { } caption) return ItemState.Existing;
        session.Refresh(caption, embeddings);
        return ItemState.Added;
    }
}
