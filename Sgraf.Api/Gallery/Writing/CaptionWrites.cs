using Sgraf.Api.Gallery.Catalogue;
using Sgraf.Api.Gallery.Snapshots;

namespace Sgraf.Api.Gallery.Writing;

/// <summary>What can be done to captions within a session.</summary>
internal static class CaptionWrites
{
    /// <summary>Adds a caption, unless the same text is there for the same picture.</summary>
    /// <param name="session">The session.</param>
    /// <param name="caption">The caption.</param>
    /// <param name="picture">The number of the picture that it is about; null for none.</param>
    /// <param name="pictureId">The id of that picture.</param>
    public static AddedCaption Add(this GallerySession session, NewCaption caption, long? picture, string? pictureId)
    {
        if (session.Catalogue.FindCaption(caption.Text, picture) is { } number)
        {
            var known = session.Catalogue.FindCaption(number)!;
            if (!session.IsCurrent(known.Words)) session.Refresh(known, caption.Embeddings);
            return new AddedCaption(number, false);
        }
        var row = new CaptionRow
        {
            Number = session.Catalogue.NextCaption(),
            Text = caption.Text,
            Picture = picture,
            PictureId = pictureId,
            Added = session.Now,
        };
        session.Catalogue.Insert(row with { Words = session.Store(row, caption.Embeddings) });
        return new AddedCaption(row.Number, true);
    }

    /// <summary>Replaces what another model made of a caption.</summary>
    public static void Refresh(this GallerySession session, CaptionRow caption, CaptionEmbeddings embeddings)
    {
        session.Forget(caption.Words);
        if (session.IsCurrent(caption.Words)) session.Snapshot.RemoveCaption(caption.Number);
        else session.Snapshot.CountStaleCaptions(-1);
        session.Catalogue.SetWords(caption.Number, session.Store(caption, embeddings));
    }

    /// <summary>Leaves a caption out until it is encoded anew, because its embeddings cannot be read.</summary>
    public static void SetStale(this GallerySession session, CaptionRow caption)
    {
        if (!session.IsCurrent(caption.Words)) return;
        session.Catalogue.ClearWords(caption.Number);
        session.Snapshot.RemoveCaption(caption.Number);
        session.Snapshot.CountStaleCaptions(1);
    }

    /// <summary>Removes a caption.</summary>
    public static void Delete(this GallerySession session, CaptionRow caption)
    {
        session.Catalogue.DeleteCaption(caption.Number);
        session.Forget(caption.Words);
        if (session.IsCurrent(caption.Words)) session.Snapshot.RemoveCaption(caption.Number);
        else session.Snapshot.CountStaleCaptions(-1);
    }

    private static bool IsCurrent(this GallerySession session, StoredWords? words) => words?.Model == session.Layout.Model;

    private static void Forget(this GallerySession session, StoredWords? words)
    {
        if (words is null) return;
        session.MarkDeleted(words.Embeddings);
        session.MarkDeleted(words.Vector);
    }

    private static StoredWords Store(this GallerySession session, CaptionRow caption, CaptionEmbeddings embeddings)
    {
        var stored = session.Append(GalleryRecords.OfEmbeddings(caption, embeddings, session.Layout));
        var vector = session.Append(GalleryRecords.OfVector(caption, embeddings, session.Layout));
        session.Snapshot.AddCaption(new StoredItem(caption.Number, stored, vector, embeddings.Length), embeddings.Vector);
        return new StoredWords(session.Layout.Model, embeddings.Length, stored.Location, vector.Location);
    }
}
