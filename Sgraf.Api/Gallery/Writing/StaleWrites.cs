using Sgraf.Api.Gallery.Catalogue;

namespace Sgraf.Api.Gallery.Writing;

/// <summary>What is done within a session about embeddings that cannot be read.</summary>
internal static class StaleWrites
{
    /// <summary>Leaves a picture or caption out until it is indexed anew; does nothing when it was deleted meanwhile.</summary>
    public static void SetStale(this GallerySession session, bool isPicture, long number)
    {
        if (isPicture && session.Catalogue.FindPicture(number) is { } picture) session.SetStale(picture);
        if (!isPicture && session.Catalogue.FindCaption(number) is { } caption) session.SetStale(caption);
    }
}
