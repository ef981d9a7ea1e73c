using Sgraf.Api.Gallery.Catalogue;
using Sgraf.Api.Gallery.Writing;
using Sgraf.Api.Problems;

namespace Sgraf.Api.Ingest.Indexing;

/// <summary>Puts what came of looking at a picture into the gallery.</summary>
internal static class IndexedWrites
{
    /// <exception cref="ProblemException">The gallery had the picture, and it was deleted meanwhile.</exception>
    public static AddedPicture Add(this GallerySession session, IndexedPicture picture)
    {
        if (picture.New is { } fresh) return session.Add(fresh);
        var known = session.Catalogue.FindPicture(picture.Known!)
            ?? throw new ProblemException(Errors.ImageNotFound, "The picture was deleted while it was added again; add it once more.");
        foreach (var caption in picture.Captions) session.Add(caption, known.Number, known.Id);
        return new AddedPicture(known.Number, false);
    }

    /// <summary>The id of a picture that can be added.</summary>
    public static string Id(this IndexedPicture picture) => picture.New?.Id ?? picture.Known!;
}
