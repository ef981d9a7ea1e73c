using Sgraf.Api.Gallery.Catalogue;
using Sgraf.Api.Gallery.Snapshots;

namespace Sgraf.Api.Gallery.Writing;

/// <summary>What can be done to pictures within a session.</summary>
internal static class PictureWrites
{
    /// <summary>Adds a picture with its captions; of one that is there already, what is new.</summary>
    public static AddedPicture Add(this GallerySession session, NewPicture picture)
    {
        var known = session.Catalogue.FindPicture(picture.Id);
        var number = known?.Number ?? session.Insert(picture);
        if (known is not null && !session.IsCurrent(known.Regions)) session.Refresh(known, picture.Embeddings);
        foreach (var caption in picture.Captions) session.Add(caption, number, picture.Id);
        return new AddedPicture(number, known is null);
    }

    /// <summary>Replaces what another model made of a picture.</summary>
    public static void Refresh(this GallerySession session, PictureRow picture, PictureEmbeddings embeddings)
    {
        session.Forget(picture.Regions);
        if (session.IsCurrent(picture.Regions)) session.Snapshot.RemoveImage(picture.Number);
        else session.Snapshot.CountStaleImages(-1);
        var (regions, item) = session.Store(picture.Id, embeddings);
        session.Catalogue.SetRegions(picture.Number, regions);
        session.Snapshot.AddImage(item with { Number = picture.Number }, embeddings.Vector);
    }

    /// <summary>Leaves a picture out until it is indexed anew, because its embeddings cannot be read.</summary>
    public static void SetStale(this GallerySession session, PictureRow picture)
    {
        if (!session.IsCurrent(picture.Regions)) return;
        session.Catalogue.ClearRegions(picture.Number);
        session.Snapshot.RemoveImage(picture.Number);
        session.Snapshot.CountStaleImages(1);
    }

    /// <summary>Removes a picture and its captions.</summary>
    /// <returns>False when there is no such picture.</returns>
    public static bool DeletePicture(this GallerySession session, string id)
    {
        if (session.Catalogue.FindPicture(id) is not { } picture) return false;
        foreach (var caption in session.Catalogue.CaptionsOf(picture.Number)) session.Delete(caption);
        session.Catalogue.DeletePicture(picture.Number);
        session.MarkDeleted(picture.File);
        session.Forget(picture.Regions);
        if (session.IsCurrent(picture.Regions)) session.Snapshot.RemoveImage(picture.Number);
        else session.Snapshot.CountStaleImages(-1);
        return true;
    }

    private static bool IsCurrent(this GallerySession session, StoredRegions? regions) =>
        regions?.Model == session.Layout.Model && regions.Detector == session.Layout.Detector;

    private static void Forget(this GallerySession session, StoredRegions? regions)
    {
        if (regions is null) return;
        session.MarkDeleted(regions.Embeddings);
        session.MarkDeleted(regions.Vector);
    }

    private static long Insert(this GallerySession session, NewPicture picture)
    {
        var file = session.Append(GalleryRecords.OfFile(picture, session.Now)).Location;
        var (regions, item) = session.Store(picture.Id, picture.Embeddings);
        var number = session.Catalogue.Insert(new PictureRow
        {
            Number = 0,
            Id = picture.Id,
            Name = picture.Name,
            Added = session.Now,
            Width = picture.Width,
            Height = picture.Height,
            Size = picture.File.Length,
            ThumbnailSize = picture.Thumbnail.Length,
            Metadata = picture.Metadata,
            File = file,
            Regions = regions,
        });
        session.Snapshot.AddImage(item with { Number = number }, picture.Embeddings.Vector);
        return number;
    }

    private static (StoredRegions Regions, StoredItem Item) Store(this GallerySession session, string id, PictureEmbeddings embeddings)
    {
        var stored = session.Append(GalleryRecords.OfEmbeddings(id, embeddings, session.Layout));
        var vector = session.Append(GalleryRecords.OfVector(id, embeddings, session.Layout));
        var regions = new StoredRegions
        {
            Model = session.Layout.Model,
            Detector = session.Layout.Detector,
            Boxes = embeddings.Boxes,
            Scores = embeddings.Scores,
            Labels = embeddings.Labels,
            Embeddings = stored.Location,
            Vector = vector.Location,
        };
        return (regions, new StoredItem(0, stored, vector, session.Layout.RegionCount));
    }
}
