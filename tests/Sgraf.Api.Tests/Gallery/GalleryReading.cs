using Sgraf.Api.Gallery;
using Sgraf.Api.Gallery.Catalogue;
using Sgraf.Model.Bundles;
using Sgraf.Model.Scoring;

namespace Sgraf.Api.Tests.Gallery;

/// <summary>Checks that everything about a picture is in a gallery as it was added.</summary>
internal static class GalleryReading
{
    /// <summary>Ids of the pictures that can be found, and those that the catalogue lists.</summary>
    public static (string[] Found, string[] Listed) Ids(this ImageGallery gallery)
    {
        using var hold = gallery.Hold();
        var found = hold.Snapshot.Images.Shortlist.Find(new float[gallery.Layout.VectorSize], int.MaxValue, hold.Snapshot.Images.Vectors)
            .Select(hit => gallery.Query(catalogue => catalogue.FindPicture(hold.Snapshot.ImageNumber(hit.Index)))!.Id);
        return ([.. found.Order()], [.. gallery.Query(catalogue => catalogue.ListPictures(0, int.MaxValue)).Select(picture => picture.Id).Order()]);
    }

    /// <summary>Texts of the captions that can be found.</summary>
    public static string[] FoundCaptions(this ImageGallery gallery)
    {
        using var hold = gallery.Hold();
        return [.. hold.Snapshot.Captions.Shortlist.Find(new float[gallery.Layout.VectorSize], int.MaxValue, hold.Snapshot.Captions.Vectors)
            .Select(hit => gallery.Query(catalogue => catalogue.FindCaption(hold.Snapshot.CaptionNumber(hit.Index)))!.Text).Order()];
    }

    public static void AssertHolds(this ImageGallery gallery, NewPicture picture)
    {
        var row = gallery.Query(catalogue => catalogue.FindPicture(picture.Id))!;
        Assert.Equal((picture.Name, picture.Width, picture.Height, picture.File.Length), (row.Name, row.Width, row.Height, row.Size));
        Assert.Equal(picture.Embeddings.Boxes, row.Regions!.Boxes);
        Assert.Equal(picture.Embeddings.Scores, row.Regions.Scores);
        Assert.Equal(picture.Metadata.Json(), row.Metadata.Json());
        Assert.Equal(picture.File.ToArray(), gallery.ReadFile(picture.Id)!.Value.ToArray());
        Assert.Equal(picture.Thumbnail.ToArray(), gallery.ReadThumbnail(picture.Id)!.Value.ToArray());
        using var hold = gallery.Hold();
        Assert.True(hold.Snapshot.ImageItems.TryFind(row.Number, out var place));
        foreach (var module in gallery.Layout.Modules) AssertEmbeddings(gallery, picture, hold.Snapshot.Images.Load(module, new[] { place }), module);
        Assert.Equal(picture.Embeddings.Vector, hold.Snapshot.Images.VectorAt(place));
        Assert.Contains(hold.Snapshot.Images.Shortlist.Find(picture.Embeddings.Vector, int.MaxValue, hold.Snapshot.Images.Vectors), hit =>
            hit.Index == place && Math.Abs(hit.Product - picture.Embeddings.Vector.Sum(value => value * value)) < 1e-5);
    }

    private static unsafe void AssertEmbeddings(ImageGallery gallery, NewPicture picture, PackedImages packed, SimilarityModule module)
    {
        var (regions, global) = (new float[gallery.Layout.RegionCount * gallery.Layout.JointSize], new float[gallery.Layout.JointSize]);
        EmbeddingCodec.Decode(picture.Embeddings.Parts[gallery.Layout.PlaceOf(module)].Span, regions, global);
        using var expected = new PackedImages(regions, global, gallery.Layout.RegionCount, gallery.Layout.JointSize);
        var (rows, found) = (expected.Regions(0), packed.Regions(0));
        for (var row = 0; row < gallery.Layout.RegionCount; row++)
            Assert.Equal(new Span<float>(rows.Row(row), 32).ToArray(), new Span<float>(found.Row(row), 32).ToArray());
        Assert.Equal(new Span<float>(expected.Global(0), 32).ToArray(), new Span<float>(packed.Global(0), 32).ToArray());
        packed.Dispose();
    }
}
