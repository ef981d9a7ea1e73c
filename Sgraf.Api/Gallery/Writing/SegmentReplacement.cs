using Sgraf.Api.Gallery.Catalogue;
using Sgraf.Api.Gallery.Segments;

namespace Sgraf.Api.Gallery.Writing;

/// <summary>Puts a segment with the live records of another one in its place.</summary>
/// <param name="from">The file that is replaced.</param>
/// <param name="to">The file with its live records; null where it had none.</param>
/// <param name="end">Where the last of them ends.</param>
/// <param name="moves">The records' old and new places.</param>
/// <param name="store">All segment files.</param>
internal sealed class SegmentReplacement(
    SegmentFile from, SegmentFile? to, long end, IReadOnlyList<(RecordLocation From, RecordLocation To)> moves, SegmentStore store)
    : GalleryChange<int>
{
    /// <returns>Records that were left behind because they are damaged.</returns>
    protected override int ApplyTo(GallerySession session)
    {
        foreach (var (old, place) in moves)
            if (!session.Catalogue.Move(from.Kind, old, place)) session.MarkDeleted(place);    // deleted while it was copied
        var damaged = session.Catalogue.OwnersOf(from.Number, from.Kind);
        foreach (var owner in damaged) SetStale(session, owner);
        if (to is not null) session.Catalogue.SetEnd(to.Number, to.Kind, end);
        session.Catalogue.Retire(from.Number);
        if (from.Kind != SegmentKind.Pictures)
            session.Snapshot.Move(from, to, moves.ToDictionary(move => move.From.Offset, move => move.To));
        session.Afterwards(() =>
        {
            to?.Finish();
            store.Retire(from);
        });
        return damaged.Count;
    }

    /// <summary>What is left was not copied, for it cannot be read. What a model made is made anew; a picture's file that is lost stays lost.</summary>
    private void SetStale(GallerySession session, (bool IsPicture, long Number) owner)
    {
        if (from.Kind != SegmentKind.Pictures) session.SetStale(owner.IsPicture, owner.Number);
    }
}
