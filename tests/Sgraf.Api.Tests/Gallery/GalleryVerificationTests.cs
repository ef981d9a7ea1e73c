using Sgraf.Api.Gallery;
using Sgraf.Api.Gallery.Catalogue;
using Sgraf.Api.Gallery.Segments;
using Sgraf.Api.Gallery.Writing;

namespace Sgraf.Api.Tests.Gallery;

public sealed class GalleryVerificationTests : IDisposable
{
    private const int Count = 30;
    private readonly GalleryFolder _folder = new();
    private readonly NewPicture[] _pictures = [.. Enumerable.Range(1, Count).Select(seed => GalleryFolder.Picture(seed, captions: 1))];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_sound_gallery_is_left_as_it_is()
    {
        await using var gallery = await FillAsync();
        Assert.Equal(0, await gallery.Verification.RunAsync(CancellationToken.None));
        Assert.All(_pictures, gallery.AssertHolds);
        Assert.Equal(0, gallery.Damages);
    }

    [Theory]
    [InlineData(0.0)]       // the record's header
    [InlineData(0.2)]       // its description
    [InlineData(0.5)]
    [InlineData(0.999)]     // the last part
    public async Task Embeddings_with_one_wrong_byte_are_left_out_and_all_others_are_found(double place)
    {
        await using var gallery = await FillAsync();
        Flip("embeddings", gallery.Query(catalogue => catalogue.FindPicture(_pictures[7].Id))!.Regions!.Embeddings, place);
        Assert.Equal(1, await gallery.Verification.RunAsync(CancellationToken.None));
        Assert.Equal(Others(7), gallery.Ids().Found);
        Assert.All(_pictures.Where((_, number) => number != 7), gallery.AssertHolds);
        using var hold = gallery.Hold();
        Assert.Equal((1, 1), (hold.Snapshot.StaleImages, gallery.Damages));
    }

    [Fact]
    public async Task A_captions_embeddings_with_one_wrong_byte_are_left_out()
    {
        await using var gallery = await FillAsync();
        var caption = gallery.Query(catalogue => catalogue.CaptionsOf(catalogue.FindPicture(_pictures[7].Id)!.Number)).Single();
        Flip("embeddings", caption.Words!.Embeddings, 0.5);
        Assert.Equal(1, await gallery.Verification.RunAsync(CancellationToken.None));
        Assert.DoesNotContain(caption.Text, gallery.FoundCaptions());
        Assert.Equal(Count - 1, gallery.FoundCaptions().Length);
    }

    [Fact]
    public async Task A_picture_with_one_wrong_byte_is_counted_and_still_found()
    {
        await using var gallery = await FillAsync();
        Flip("pictures", gallery.Query(catalogue => catalogue.FindPicture(_pictures[7].Id))!.File, 0.9);
        Assert.Equal(1, await gallery.Verification.RunAsync(CancellationToken.None));
        Assert.Equal(Count, gallery.Ids().Found.Length);
        Assert.Throws<SegmentException>(() => gallery.ReadFile(_pictures[7].Id));
        Assert.All(_pictures.Where((_, number) => number != 7), gallery.AssertHolds);
    }

    [Fact]
    public async Task A_file_longer_than_what_is_read_at_once_is_read_to_its_end()
    {
        await using var gallery = await FillAsync();
        var large = GalleryFolder.Picture(99, size: 9 << 20);
        await GalleryFolder.AddAsync(gallery, large);
        Assert.Equal(0, await gallery.Verification.RunAsync(CancellationToken.None));
        Flip("pictures", gallery.Query(catalogue => catalogue.FindPicture(large.Id))!.File, 0.99);
        Assert.Equal(1, await gallery.Verification.RunAsync(CancellationToken.None));
    }

    [Fact]
    public async Task Many_damages_cost_what_they_touch_and_no_more()
    {
        await using var gallery = await FillAsync();
        foreach (var picture in _pictures[..25])
            Flip("embeddings", gallery.Query(catalogue => catalogue.FindPicture(picture.Id))!.Regions!.Embeddings, 0.5);
        Assert.Equal(25, await gallery.Verification.RunAsync(CancellationToken.None));
        Assert.Equal(_pictures[25..].Select(picture => picture.Id).Order(), gallery.Ids().Found);
    }

    [Fact]
    public async Task What_was_deleted_is_no_loss()
    {
        await using var gallery = await FillAsync();
        Flip("pictures", gallery.Query(catalogue => catalogue.FindPicture(_pictures[7].Id))!.File, 0.9);
        await DeleteAsync(gallery, _pictures[7]);
        Assert.Equal(0, await gallery.Verification.RunAsync(CancellationToken.None));
    }

    [Fact]
    public async Task Segments_that_are_written_anew_meanwhile_are_read_or_passed_over()
    {
        await using var gallery = await FillAsync();
        await DeleteAsync(gallery, _pictures[..20]);
        var verification = Task.Run(() => gallery.Verification.RunAsync(CancellationToken.None));
        await gallery.Compaction.RunAsync(CancellationToken.None);
        Assert.Equal(0, await verification);
        Assert.All(_pictures[20..], gallery.AssertHolds);
    }

    [Fact]
    public async Task It_ends_at_once_when_the_service_does()
    {
        await using var gallery = await FillAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => gallery.Verification.RunAsync(new CancellationToken(canceled: true)));
    }

    private IEnumerable<string> Others(int number) => _pictures.Where((_, place) => place != number).Select(picture => picture.Id).Order();

    private async Task<ImageGallery> FillAsync()
    {
        var gallery = _folder.Open();
        await GalleryFolder.AddAsync(gallery, _pictures);
        return gallery;
    }

    private static async Task DeleteAsync(ImageGallery gallery, params NewPicture[] pictures)
    {
        foreach (var picture in pictures) await gallery.ChangeAsync(session => session.DeletePicture(picture.Id));
    }

    private void Flip(string kind, RecordLocation record, double place) => SegmentDamage.Flip(_folder.SegmentsOf(kind).Single(), record, place);
}
