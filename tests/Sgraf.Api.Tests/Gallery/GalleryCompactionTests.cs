using Sgraf.Api.Gallery;
using Sgraf.Api.Gallery.Catalogue;
using Sgraf.Api.Gallery.Segments;
using Sgraf.Api.Gallery.Writing;

namespace Sgraf.Api.Tests.Gallery;

public sealed class GalleryCompactionTests : IDisposable
{
    private const int Count = 60;
    private readonly GalleryFolder _folder = new();
    private readonly NewPicture[] _pictures = [.. Enumerable.Range(1, Count).Select(seed => GalleryFolder.Picture(seed, captions: 1, size: 2000))];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Deleted_space_is_given_back_and_what_is_left_stays_whole()
    {
        await using (var gallery = _folder.Open())
        {
            await GalleryFolder.AddAsync(gallery, _pictures);
            var before = Size();
            await DeleteAsync(gallery, _pictures[..40]);
            Assert.InRange(await gallery.Compaction.RunAsync(CancellationToken.None), before / 2, before);
            Assert.InRange(Size(), 1, before / 2);
            Assert.All(_pictures[40..], gallery.AssertHolds);
            await GalleryFolder.AddAsync(gallery, _pictures[0]);
            gallery.AssertHolds(_pictures[0]);
            Assert.Equal(0, await gallery.Compaction.RunAsync(CancellationToken.None));
        }
        await using var again = _folder.Open();
        Assert.Empty(again.Problems);
        Assert.All(_pictures[40..], again.AssertHolds);
        Assert.Equal(21, again.FoundCaptions().Length);
    }

    [Fact]
    public async Task A_gallery_that_was_emptied_takes_no_space()
    {
        await using var gallery = _folder.Open();
        await GalleryFolder.AddAsync(gallery, _pictures);
        await DeleteAsync(gallery, _pictures);
        await gallery.Compaction.RunAsync(CancellationToken.None);
        Assert.Empty(Directory.GetFiles(_folder.Path, "*.seg"));
    }

    [Fact]
    public async Task Readers_notice_nothing_of_it()
    {
        await using var gallery = _folder.Open(cacheMegabytes: 0);
        await GalleryFolder.AddAsync(gallery, _pictures);
        using var old = gallery.Hold();
        await DeleteAsync(gallery, _pictures[..40]);
        using var done = new CancellationTokenSource();
        var reader = Task.Run(() =>
        {
            for (var round = 0; !done.IsCancellationRequested || round < 3; round++)
            {
                foreach (var picture in _pictures[40..]) gallery.AssertHolds(picture);
            }
        });
        await gallery.Compaction.RunAsync(CancellationToken.None);
        string[] kinds = ["embeddings", "vectors"];
        var segments = Array.ConvertAll(kinds, kind => _folder.SegmentsOf(kind).Length);
        foreach (var module in GalleryFolder.Layout.Modules)
            old.Snapshot.Images.Load(module, Enumerable.Range(0, Count).ToArray()).Dispose();
        Assert.Equal(_pictures.SelectMany(picture => picture.Embeddings.Vector), Enumerable.Range(0, Count).SelectMany(old.Snapshot.Images.VectorAt));
        await done.CancelAsync();
        await reader;
        Assert.Equal([2, 2], segments);    // the old ones as long as the old snapshot is held
        old.Dispose();
        Assert.All(kinds, kind => Assert.Single(_folder.SegmentsOf(kind)));
    }

    [Fact]
    public async Task What_is_deleted_or_added_while_segments_are_copied_is_right_in_the_end()
    {
        await using (var gallery = _folder.Open())
        {
            await GalleryFolder.AddAsync(gallery, _pictures);
            await DeleteAsync(gallery, _pictures[..30]);
            var compaction = gallery.Compaction.RunAsync(CancellationToken.None);
            await DeleteAsync(gallery, _pictures[30..40]);
            await GalleryFolder.AddAsync(gallery, _pictures[..5]);
            await compaction;
            Assert.Equal(_pictures[40..].Concat(_pictures[..5]).Select(picture => picture.Id).Order(), gallery.Ids().Found);
        }
        File.Delete(_folder.PathOf(CatalogueFile.Name));
        File.Delete(_folder.PathOf(CatalogueFile.Name + "-wal"));
        await using var rebuilt = _folder.Open();
        Assert.Equal(_pictures[40..].Concat(_pictures[..5]).Select(picture => picture.Id).Order(), rebuilt.Ids().Listed);
    }

    [Theory]
    [InlineData("embeddings")]
    [InlineData("vectors")]
    public async Task A_damaged_record_is_left_behind_and_its_picture_waits_to_be_indexed_anew(string kind)
    {
        await using var gallery = _folder.Open();
        await GalleryFolder.AddAsync(gallery, _pictures);
        var regions = gallery.Query(catalogue => catalogue.FindPicture(_pictures[50].Id))!.Regions!;
        SegmentDamage.Flip(_folder.SegmentsOf(kind).Single(), kind == "vectors" ? regions.Vector : regions.Embeddings, 0.999);
        await DeleteAsync(gallery, _pictures[..40]);
        await gallery.Compaction.RunAsync(CancellationToken.None);
        using var hold = gallery.Hold();
        Assert.Equal(1, hold.Snapshot.StaleImages);
        Assert.DoesNotContain(_pictures[50].Id, gallery.Ids().Found);
        Assert.All(_pictures[51..], gallery.AssertHolds);
    }

    [Fact]
    public async Task A_picture_whose_thumbnail_is_damaged_keeps_its_file()
    {
        await using var gallery = _folder.Open();
        await GalleryFolder.AddAsync(gallery, _pictures);
        var file = gallery.Query(catalogue => catalogue.FindPicture(_pictures[50].Id))!.File;
        var bytes = File.ReadAllBytes(_folder.SegmentsOf("pictures").Single()).AsSpan((int)file.Offset, file.Length);
        SegmentDamage.Flip(_folder.SegmentsOf("pictures").Single(), file, (bytes.IndexOf("thumbnail"u8) + 0.5) / file.Length);
        Assert.Throws<SegmentException>(() => gallery.ReadThumbnail(_pictures[50].Id));
        await DeleteAsync(gallery, _pictures[..40]);
        Assert.True(await gallery.Compaction.RunAsync(CancellationToken.None) > 0);
        Assert.Throws<SegmentException>(() => gallery.ReadThumbnail(_pictures[50].Id));
        Assert.Equal(_pictures[50].File.ToArray(), gallery.ReadFile(_pictures[50].Id)!.Value.ToArray());
        Assert.All(_pictures[51..], gallery.AssertHolds);
    }

    private long Size() => Directory.GetFiles(_folder.Path, "*.seg").Sum(path => new FileInfo(path).Length);

    private static Task<bool[]> DeleteAsync(ImageGallery gallery, IEnumerable<NewPicture> pictures) =>
        Task.WhenAll(pictures.Select(picture => gallery.ChangeAsync(session => session.DeletePicture(picture.Id))));
}
