using Sgraf.Api.Gallery;
using Sgraf.Api.Gallery.Catalogue;

namespace Sgraf.Api.Ingest.Captions;

/// <summary>A caption of the gallery.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Text">Its text.</param>
/// <param name="ImageId">The id of the picture that it is about; null for none.</param>
/// <param name="Added">When it was added.</param>
/// <param name="Stale">Whether another model encoded it: it is left out of searches until it is encoded anew.</param>
internal sealed record CaptionItem(long Id, string Text, string? ImageId, DateTimeOffset Added, bool Stale)
{
    public static CaptionItem Of(CaptionRow caption, EmbeddingLayout layout) =>
        new(caption.Number, caption.Text, caption.PictureId, caption.Added, caption.Words?.Model != layout.Model);
}
