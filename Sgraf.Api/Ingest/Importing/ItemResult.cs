using Sgraf.Api.Gallery.Catalogue;
using Sgraf.Api.Gallery.Writing;
using Sgraf.Api.Problems;

namespace Sgraf.Api.Ingest.Importing;

/// <summary>What came of looking at an item: what is to be done to the gallery, or why nothing can be.</summary>
/// <param name="Store">Puts it into the gallery, together with the item's new state.</param>
/// <param name="Error">Why it failed.</param>
internal readonly record struct ItemResult(Func<GallerySession, ItemState>? Store, Problem? Error)
{
    public static ItemResult Failed(Problem error) => new(null, error);
}
