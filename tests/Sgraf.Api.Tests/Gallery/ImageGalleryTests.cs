using Microsoft.Extensions.Logging.Abstractions;
using Sgraf.Api.Gallery;
using Sgraf.Api.Gallery.Catalogue;
using Sgraf.Api.Gallery.Writing;
using Sgraf.Model.Bundles;

namespace Sgraf.Api.Tests.Gallery;

public sealed class ImageGalleryTests : IDisposable
{
    private readonly GalleryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task What_was_added_is_there_and_still_there_after_opening_again()
    {
        NewPicture[] pictures = [.. Enumerable.Range(1, 100).Select(seed => GalleryFolder.Picture(seed, captions: 2))];
        await using (var gallery = _folder.Open())
        {
            Assert.All(await GalleryFolder.AddAsync(gallery, pictures), added => Assert.True(added.IsNew));
            Assert.All(pictures, gallery.AssertHolds);
        }
        await using var again = _folder.Open();
        Assert.Empty(again.Problems);
        Assert.All(pictures, again.AssertHolds);
        Assert.Equal(200, again.FoundCaptions().Distinct().Count());
    }

    [Fact]
    public async Task A_gallery_whose_model_cannot_be_opened_is_closed_again()
    {
        var options = new GalleryOptions { Folder = _folder.Path };
        Assert.Throws<InvalidDataException>(() => ImageGallery.Open(options, () => throw new InvalidDataException(), TimeProvider.System, NullLogger.Instance));
        Assert.True(File.Exists(_folder.PathOf(CatalogueFile.Name)));
        Assert.False(File.Exists(_folder.PathOf(CatalogueFile.Name + "-wal")));    // SQLite deletes it when the last connection is closed
        await using var gallery = _folder.Open();
        Assert.Empty(gallery.Problems);
    }

    [Fact]
    public async Task The_same_bytes_are_the_same_picture()
    {
        await using var gallery = _folder.Open();
        var added = await GalleryFolder.AddAsync(gallery, GalleryFolder.Picture(1, captions: 1), GalleryFolder.Picture(1, captions: 2), GalleryFolder.Picture(2));
        var later = await GalleryFolder.AddAsync(gallery, GalleryFolder.Picture(1) with { Name = "another name" });
        Assert.Equal(2, added.Count(picture => picture.IsNew));
        Assert.Equal(new AddedPicture(added[0].Number, false), later[0]);
        Assert.Equal(2, gallery.Ids().Found.Length);
        Assert.Equal(["caption 0 of 1", "caption 1 of 1"], gallery.FoundCaptions());
    }

    [Fact]
    public async Task A_deleted_picture_is_gone_with_its_captions()
    {
        var (first, second) = (GalleryFolder.Picture(1, captions: 2), GalleryFolder.Picture(2, captions: 1));
        await using (var gallery = _folder.Open())
        {
            await GalleryFolder.AddAsync(gallery, first, second);
            Assert.True(await gallery.ChangeAsync(session => session.DeletePicture(first.Id)));
            Assert.False(await gallery.ChangeAsync(session => session.DeletePicture(first.Id)));
            Assert.Equal([second.Id], gallery.Ids().Found);
            Assert.Null(gallery.ReadFile(first.Id));
        }
        await using var again = _folder.Open();
        Assert.Equal([second.Id], again.Ids().Found);
        Assert.Equal([second.Id], again.Ids().Listed);
        Assert.Equal(["caption 0 of 2"], again.FoundCaptions());
        Assert.True((await GalleryFolder.AddAsync(again, first))[0].IsNew);
        again.AssertHolds(first);
    }

    [Fact]
    public async Task A_snapshot_stays_as_it_is_while_others_write()
    {
        await using var gallery = _folder.Open(cacheMegabytes: 0);
        await GalleryFolder.AddAsync(gallery, Enumerable.Range(1, 20).Select(seed => GalleryFolder.Picture(seed)));
        using var hold = gallery.Hold();
        await gallery.ChangeAsync(session => session.DeletePicture(GalleryFolder.Picture(3).Id));
        await GalleryFolder.AddAsync(gallery, GalleryFolder.Picture(21));
        Assert.Equal(20, hold.Snapshot.Images.Shortlist.Count);
        using var images = hold.Snapshot.Images.Load(SimilarityModule.Saf, Enumerable.Range(0, 20).ToArray());
        Assert.Equal(20, images.Count);
        Assert.Equal(20, gallery.Ids().Found.Length);
    }

    [Fact]
    public async Task Pictures_of_another_model_are_left_out_until_they_are_indexed_anew()
    {
        NewPicture[] pictures = [.. Enumerable.Range(1, 5).Select(seed => GalleryFolder.Picture(seed, captions: 1))];
        await using (var gallery = _folder.Open()) await GalleryFolder.AddAsync(gallery, pictures);
        var layout = GalleryFolder.Layout with { Model = "model-2" };
        await using (var changed = _folder.Open(layout))
        {
            Assert.Empty(changed.Ids().Found);
            using (var hold = changed.Hold()) Assert.Equal((5, 5), (hold.Snapshot.StaleImages, hold.Snapshot.StaleCaptions));
            Assert.Equal(pictures[2].File.ToArray(), changed.ReadFile(pictures[2].Id)!.Value.ToArray());
            await RefreshAsync(changed, pictures[2]);
            await GalleryFolder.AddAsync(changed, pictures[3]);    // sent again, it is indexed anew as well
            using (var hold = changed.Hold()) Assert.Equal((3, 3), (hold.Snapshot.StaleImages, hold.Snapshot.StaleCaptions));
        }
        await using var again = _folder.Open(layout);
        Assert.Equal(new[] { pictures[2].Id, pictures[3].Id }.Order(), again.Ids().Found);
        again.AssertHolds(pictures[2]);
        Assert.Equal(["caption 0 of 3", "caption 0 of 4"], again.FoundCaptions());
    }

    [Fact]
    public async Task Another_detector_makes_pictures_stale_and_captions_not()
    {
        await using (var gallery = _folder.Open()) await GalleryFolder.AddAsync(gallery, GalleryFolder.Picture(1, captions: 1));
        await using var changed = _folder.Open(GalleryFolder.Layout with { Detector = "detector-2" });
        using var hold = changed.Hold();
        Assert.Equal((1, 0), (hold.Snapshot.StaleImages, hold.Snapshot.StaleCaptions));
    }

    [Fact]
    public async Task Metadata_restrict_a_search()
    {
        await using var gallery = _folder.Open();
        await GalleryFolder.AddAsync(gallery, Enumerable.Range(1, 10).Select(seed => GalleryFolder.Picture(seed)));
        var numbers = gallery.Query(catalogue => catalogue.PicturesWhere(new Dictionary<string, string> { ["parity"] = "even", ["seed"] = "4" }));
        using var hold = gallery.Hold();
        var within = hold.Snapshot.Images.Shortlist.Within(hold.Snapshot.ImagesAmong(numbers));
        var hit = Assert.Single(within.Find(new float[GalleryFolder.VectorSize], 10, hold.Snapshot.Images.Vectors));
        Assert.Equal(GalleryFolder.Picture(4).Id, gallery.Query(catalogue => catalogue.FindPicture(hold.Snapshot.ImageNumber(hit.Index)))!.Id);
    }

    [Fact]
    public async Task Embeddings_come_from_the_cache_within_its_budget()
    {
        await using var gallery = _folder.Open(cacheMegabytes: 1);
        await GalleryFolder.AddAsync(gallery, Enumerable.Range(1, 50).Select(seed => GalleryFolder.Picture(seed)));
        using var hold = gallery.Hold();
        for (var round = 0; round < 3; round++) hold.Snapshot.Images.Load(SimilarityModule.Sgr, Enumerable.Range(0, 50).ToArray()).Dispose();
        Assert.Equal((100, 50), (gallery.Cache.Hits, gallery.Cache.Misses));
        Assert.InRange(gallery.Cache.Bytes, 1, 1 << 20);
    }

    [Fact]
    public async Task Vectors_come_from_the_cache_too()
    {
        await using var gallery = _folder.Open(cacheMegabytes: 1);
        await GalleryFolder.AddAsync(gallery, Enumerable.Range(1, 50).Select(seed => GalleryFolder.Picture(seed)));
        using var hold = gallery.Hold();
        for (var round = 0; round < 3; round++) hold.Snapshot.Images.Shortlist.Find(new float[GalleryFolder.VectorSize], 5, hold.Snapshot.Images.Vectors);
        Assert.Equal((100, 50), (gallery.Cache.Hits, gallery.Cache.Misses));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public async Task Vectors_are_brought_in_the_order_asked_for_before_and_after_a_start(int cacheMegabytes)
    {
        NewPicture[] pictures = [.. Enumerable.Range(1, 70).Select(seed => GalleryFolder.Picture(seed, captions: 1))];
        await using (var gallery = _folder.Open(cacheMegabytes: cacheMegabytes))
        {
            await GalleryFolder.AddAsync(gallery, pictures);
            AssertVectors(gallery, pictures);
        }
        await using var again = _folder.Open(cacheMegabytes: cacheMegabytes);
        AssertVectors(again, pictures);
    }

    [Fact]
    public async Task A_second_process_is_kept_out()
    {
        await using var gallery = _folder.Open();
        Assert.Contains("another process has it", Assert.Throws<GalleryException>(() => _folder.Open()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_change_that_fails_leaves_nothing_and_spares_the_others()
    {
        await using var gallery = _folder.Open();
        var failing = gallery.ChangeAsync<bool>(session =>
        {
            session.Add(GalleryFolder.Picture(1));
            throw new InvalidDataException("on purpose");
        });
        var added = await GalleryFolder.AddAsync(gallery, GalleryFolder.Picture(2), GalleryFolder.Picture(3));
        Assert.Equal("on purpose", (await Assert.ThrowsAsync<InvalidDataException>(() => failing)).Message);
        Assert.All(added, picture => Assert.True(picture.IsNew));
        var expected = new[] { GalleryFolder.Picture(2).Id, GalleryFolder.Picture(3).Id }.Order();
        Assert.Equal(expected, gallery.Ids().Listed);
        Assert.All([2, 3], seed => gallery.AssertHolds(GalleryFolder.Picture(seed)));
    }

    [Fact]
    public async Task Full_segments_are_followed_by_new_ones()
    {
        NewPicture[] pictures = [.. Enumerable.Range(1, 12).Select(seed => GalleryFolder.Picture(seed, size: 400_000))];
        await using (var gallery = _folder.Open(segmentMegabytes: 1))
            foreach (var picture in pictures) await GalleryFolder.AddAsync(gallery, picture);
        Assert.Equal(4, _folder.SegmentsOf("pictures").Length);
        await using var again = _folder.Open(segmentMegabytes: 1);
        Assert.All(pictures, again.AssertHolds);
    }

    private static void AssertVectors(ImageGallery gallery, NewPicture[] pictures)
    {
        var (random, size) = (new Random(1), GalleryFolder.VectorSize);
        using var hold = gallery.Hold();
        var snapshot = hold.Snapshot;
        random.Shuffle(pictures);
        int[] places = [.. pictures.Select(picture => snapshot.ImageItems.TryFind(gallery.Query(catalogue => catalogue.FindPicture(picture.Id))!.Number, out var place) ? place : -1)];
        var vectors = new float[places.Length * size];
        for (var round = 0; round < 2; round++)    // from the disk, and from the cache where there is one
        {
            Array.Clear(vectors);
            snapshot.Images.Vectors(places, vectors);
            Assert.Equal(pictures.SelectMany(picture => picture.Embeddings.Vector), vectors);
        }
    }

    private static Task<bool> RefreshAsync(ImageGallery gallery, NewPicture picture) => gallery.ChangeAsync(session =>
    {
        session.Refresh(session.Catalogue.FindPicture(picture.Id)!, picture.Embeddings);
        foreach (var caption in session.Catalogue.CaptionsOf(session.Catalogue.FindPicture(picture.Id)!.Number))
            session.Refresh(caption, GalleryFolder.Caption(caption.Text, 1).Embeddings);
        return true;
    });
}
