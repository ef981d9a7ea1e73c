using System.Text.Json;
using Sgraf.Api.Gallery.Catalogue;
using Sgraf.Api.Gallery.Writing;
using Sgraf.Api.Ingest.Indexing;
using Sgraf.Api.Problems;

namespace Sgraf.Api.Ingest.Importing;

/// <summary>Adds the pictures of a source to the gallery.</summary>
internal sealed class SourceWork(IImportSource source, PictureIndexer indexer, PictureRules rules) : IImportWork
{
    public IEnumerable<ImportItem> List() => source.List();

    public ItemResult[] Process(IReadOnlyList<ItemRow> items, CancellationToken cancellation)
    {
        var results = new ItemResult[items.Count];
        var (places, sources) = (new List<int>(), new List<PictureSource>());
        for (var place = 0; place < items.Count; place++)
        {
            try
            {
                sources.Add(Open(items[place]));
                places.Add(place);
            }
            catch (Exception failure) when (Errors.IsOfTheRequest(failure))
            {
                results[place] = ItemResult.Failed(Problem.Of(failure));
            }
        }
        foreach (var (place, indexed) in places.Zip(indexer.Index(sources, cancellation)))
            results[place] = indexed.Error is { } error ? ItemResult.Failed(error) : new ItemResult(session => Store(session, indexed), null);
        return results;
    }

    public void Dispose() => source.Dispose();

    private PictureSource Open(ItemRow item)
    {
        var details = item.Details is null ? null : JsonSerializer.Deserialize(item.Details, ListJson.Default.ItemDetails);
        var opened = source.Open(item.Name, details);
        rules.Check(opened);
        return opened;
    }

    private static ItemState Store(GallerySession session, IndexedPicture picture) =>
        session.Add(picture).IsNew ? ItemState.Added : ItemState.Existing;
}
