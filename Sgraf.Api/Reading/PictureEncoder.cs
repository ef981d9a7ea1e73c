using Sgraf.Api.Gallery;
using Sgraf.Api.Gallery.Snapshots;
using Sgraf.Api.Inference;
using Sgraf.Api.Problems;
using Sgraf.Api.Telemetry;
using Sgraf.Model.Bundles;
using Sgraf.Model.Scoring;
using Sgraf.Model.Search;

namespace Sgraf.Api.Reading;

/// <summary>Brings the embeddings of pictures: those of the gallery from there, those of others by encoding their regions.</summary>
internal sealed class PictureEncoder(ServedModel model, ImageGallery gallery)
{
    /// <summary>The pictures for scoring, in at most two groups, to be disposed of.</summary>
    public IReadOnlyList<PictureGroup> Encode(IReadOnlyList<SeenPicture> pictures, SimilarityModule module, StageTimes times)
    {
        int[] fresh = [.. Enumerable.Range(0, pictures.Count).Where(place => pictures[place].Features is not null)];
        int[] stored = [.. Enumerable.Range(0, pictures.Count).Except(fresh)];
        List<PictureGroup> groups = [];
        if (fresh.Length > 0)
            groups.Add(new PictureGroup(fresh, times.Measure(Stage.Encode, () => model.Pack([.. fresh.Select(place => pictures[place])], module))));
        if (stored.Length > 0)
            groups.Add(new PictureGroup(stored, times.Measure(Stage.Load, () => gallery.Search(snapshot => Load(snapshot, stored.Select(place => pictures[place]), module)))));
        return groups;
    }

    /// <summary>One picture as a query, to be released.</summary>
    public SearchQuery<PackedImages> ToQuery(SeenPicture picture, SimilarityModule module, StageTimes times)
    {
        if (picture.Features is null)
            return times.Measure(Stage.Load, () => gallery.Search(snapshot => new SearchQuery<PackedImages>(
                snapshot.Images.VectorAt(PlaceOf(snapshot, picture)), Load(snapshot, [picture], module))));
        return times.Measure(Stage.Encode, () => model.ToQuery(picture, module));
    }

    private static Dictionary<SimilarityModule, PackedImages> Load(GallerySnapshot snapshot, IEnumerable<SeenPicture> pictures, SimilarityModule module)
    {
        int[] places = [.. pictures.Select(picture => PlaceOf(snapshot, picture))];
        return module.Parts().ToDictionary(part => part, part => snapshot.Images.Load(part, places));
    }

    private static int PlaceOf(GallerySnapshot snapshot, SeenPicture picture) => snapshot.ImageItems.TryFind(picture.Number!.Value, out var place)
        ? place
        : throw new ProblemException(Errors.ImageNotFound, "The picture was deleted while it was used; GET /images lists those that are left.");
}
