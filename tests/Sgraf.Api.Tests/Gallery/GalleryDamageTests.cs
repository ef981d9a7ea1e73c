using Sgraf.Api.Gallery;
using Sgraf.Api.Gallery.Catalogue;
using Sgraf.Api.Gallery.Segments;
using Sgraf.Model.Bundles;

namespace Sgraf.Api.Tests.Gallery;

public sealed class GalleryDamageTests : IDisposable
{
    private readonly GalleryFolder _folder = new();
    private readonly NewPicture[] _pictures = [.. Enumerable.Range(1, 40).Select(seed => GalleryFolder.Picture(seed, captions: 1))];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Bytes_behind_the_last_commit_are_cut_off()
    {
        await FillAsync();
        foreach (var path in Directory.GetFiles(_folder.Path, "*.seg")) File.AppendAllBytes(path, new byte[777]);
        await using var gallery = _folder.Open();
        Assert.Empty(gallery.Problems);
        await GalleryFolder.AddAsync(gallery, GalleryFolder.Picture(99));
        Assert.All([.. _pictures, GalleryFolder.Picture(99)], gallery.AssertHolds);
    }

    [Theory]
    [InlineData("garbage")]
    [InlineData("mutated")]
    [InlineData("missing")]
    [InlineData("empty")]
    public async Task A_damaged_catalogue_is_kept_aside_and_made_anew(string damage)
    {
        await FillAsync();
        Damage(_folder.PathOf(CatalogueFile.Name), damage);
        await using (var gallery = _folder.Open())
        {
            Assert.Contains(gallery.Problems, problem => problem.Contains("was made anew from the segments", StringComparison.Ordinal));
            Assert.All(_pictures, gallery.AssertHolds);
            Assert.Equal(40, gallery.FoundCaptions().Length);
            if (damage is "garbage" or "mutated")
                Assert.NotEmpty(Directory.GetFiles(_folder.Path, "catalogue.db.damaged-*"));
            Assert.True((await GalleryFolder.AddAsync(gallery, GalleryFolder.Picture(99)))[0].IsNew);
        }
        await using var again = _folder.Open();
        Assert.Empty(again.Problems);
        Assert.All([.. _pictures, GalleryFolder.Picture(99)], again.AssertHolds);
    }

    [Theory]
    [InlineData("vectors", "missing")]
    [InlineData("vectors", "cut")]
    [InlineData("vectors", "mutated")]
    [InlineData("embeddings", "missing")]
    [InlineData("embeddings", "cut")]
    [InlineData("embeddings", "header")]
    public async Task A_damaged_segment_is_named_and_the_rest_is_served(string kind, string damage)
    {
        await FillAsync();
        var path = _folder.SegmentsOf(kind).Single();
        Damage(path, damage);
        await using (var gallery = _folder.Open())
        {
            Assert.Contains(gallery.Problems, problem => problem.Contains(Path.GetFileName(path), StringComparison.Ordinal));
            using var hold = gallery.Hold();
            var found = gallery.Ids().Found;
            Assert.Equal(40, found.Length + hold.Snapshot.StaleImages);
            Assert.All(_pictures.Where(picture => found.Contains(picture.Id)), gallery.AssertHolds);
            Assert.All(_pictures, picture => Assert.NotNull(gallery.ReadFile(picture.Id)));
            if (damage == "header") Assert.Equal(0, hold.Snapshot.StaleImages);
            Assert.True((await GalleryFolder.AddAsync(gallery, GalleryFolder.Picture(99)))[0].IsNew);
        }
        await using var again = _folder.Open();
        again.AssertHolds(GalleryFolder.Picture(99));
    }

    [Fact]
    public async Task A_lost_segment_of_pictures_is_named_and_searches_go_on()
    {
        await FillAsync();
        var path = _folder.SegmentsOf("pictures").Single();
        File.Delete(path);
        await using var gallery = _folder.Open();
        Assert.Contains($"{Path.GetFileName(path)} cannot be opened: it is missing", gallery.Problems);
        Assert.Equal(40, gallery.Ids().Found.Length);
        Assert.Contains("is missing", Assert.Throws<SegmentException>(() => gallery.ReadFile(_pictures[0].Id)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("embeddings", 1)]
    [InlineData("embeddings", 30)]
    [InlineData("vectors", 1)]
    [InlineData("vectors", 30)]
    public async Task Damage_that_a_search_meets_costs_the_damaged_pictures_and_one_more_search(string kind, int damaged)
    {
        await FillAsync();
        await using var gallery = _folder.Open();
        foreach (var picture in _pictures.Take(damaged))
        {
            var regions = gallery.Query(catalogue => catalogue.FindPicture(picture.Id))!.Regions!;
            SegmentDamage.Flip(_folder.SegmentsOf(kind).Single(), kind == "vectors" ? regions.Vector : regions.Embeddings, 0.999);
        }
        var searches = 0;
        var found = gallery.Search(snapshot =>
        {
            searches++;
            int[] places = [.. snapshot.Images.Shortlist.Find(new float[GalleryFolder.VectorSize], 100, snapshot.Images.Vectors).Select(hit => hit.Index)];
            using var images = snapshot.Images.Load(SimilarityModule.Saf, places);
            return images.Count;
        });
        Assert.Equal((40 - damaged, 2, 1), (found, searches, gallery.Damages));
        using var hold = gallery.Hold();
        Assert.Equal(damaged, hold.Snapshot.StaleImages);
        Assert.Equal(_pictures.Skip(damaged).Select(picture => picture.Id).Order(), gallery.Ids().Found);
    }

    [Fact]
    public async Task A_captions_vector_that_a_search_cannot_read_costs_one_caption()
    {
        await FillAsync();
        await using var gallery = _folder.Open();
        var caption = gallery.Query(catalogue => catalogue.CaptionsOf(catalogue.FindPicture(_pictures[7].Id)!.Number)).Single();
        SegmentDamage.Flip(_folder.SegmentsOf("vectors").Single(), caption.Words!.Vector, 0.999);
        var found = gallery.Search(snapshot => snapshot.Captions.Shortlist.Find(new float[GalleryFolder.VectorSize], 100, snapshot.Captions.Vectors).Length);
        using var hold = gallery.Hold();
        Assert.Equal((39, 1, 0), (found, hold.Snapshot.StaleCaptions, hold.Snapshot.StaleImages));
        Assert.DoesNotContain(caption.Text, gallery.FoundCaptions());
    }

    [Fact]
    public async Task A_newer_format_is_refused_and_left_alone()
    {
        await FillAsync();
        using (var connection = new CatalogueFile(_folder.Path).Open()) connection.Execute("PRAGMA user_version = 7");
        Assert.Contains("newer version", Assert.Throws<GalleryException>(() => _folder.Open()).Message, StringComparison.Ordinal);
        using (var connection = new CatalogueFile(_folder.Path).Open()) Assert.Equal(40, connection.CountPictures());
    }

    [Fact]
    public async Task A_segment_that_was_begun_and_not_committed_is_deleted_and_one_that_was_committed_gets_its_name()
    {
        await FillAsync();
        var committed = _folder.SegmentsOf("embeddings").Single();
        File.Move(committed, committed + ".new");
        File.WriteAllBytes(_folder.PathOf("pictures-000077.seg.new"), new byte[5000]);
        await using var gallery = _folder.Open();
        Assert.Empty(gallery.Problems);
        Assert.Equal([committed], Directory.GetFiles(_folder.Path, "embeddings-*"));
        Assert.Single(Directory.GetFiles(_folder.Path, "pictures-*"));
        Assert.All(_pictures, gallery.AssertHolds);
    }

    [Fact]
    public async Task A_segment_that_the_catalogue_does_not_know_is_kept_aside()
    {
        await FillAsync();
        File.Copy(_folder.SegmentsOf("pictures").Single(), _folder.PathOf("pictures-000077.seg"));
        await using var gallery = _folder.Open();
        Assert.Contains("pictures-000077.seg.unlisted", Assert.Single(gallery.Problems), StringComparison.Ordinal);
        Assert.True(File.Exists(_folder.PathOf("pictures-000077.seg.unlisted")));
    }

    private async Task FillAsync()
    {
        await using var gallery = _folder.Open();
        await GalleryFolder.AddAsync(gallery, _pictures);
    }

    private static void Damage(string path, string damage)
    {
        var bytes = File.ReadAllBytes(path);
        switch (damage)
        {
            case "missing": File.Delete(path); return;
            case "empty": bytes = []; break;
            case "cut": bytes = bytes[..(bytes.Length / 2)]; break;
            case "header": bytes[3] ^= 0xFF; break;
            case "garbage": new Random(1).NextBytes(bytes); break;
            default: bytes.AsSpan(bytes.Length / 2, Math.Min(4000, bytes.Length / 4)).Fill(0xA5); break;
        }
        File.WriteAllBytes(path, bytes);
        if (damage is "garbage" or "missing" or "empty")
            foreach (var companion in (string[])["-wal", "-shm"]) File.Delete(path + companion);
    }
}
