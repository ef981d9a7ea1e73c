using Sgraf.Model.Scoring;

namespace Sgraf.Model.Tests.Scoring;

public sealed class TilesTests
{
    private const int JointSize = 4;
    private const int TargetRows = 112;

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 2)]
    [InlineData(3, 2)]
    [InlineData(200, 1)]
    [InlineData(200, 2)]
    [InlineData(200, 16)]
    [InlineData(200, int.MaxValue)]
    public void Every_image_meets_every_group_once(int imageCount, int threads)
    {
        using var captions = Captions(12, 90, 40);
        var tiles = new Tiles(imageCount, captions, TargetRows, threads);
        foreach (var group in captions.Groups)
        {
            var images = Enumerable.Range(0, tiles.Count).Select(tile => tiles[tile]).Where(tile => tile.Captions == group)
                .SelectMany(tile => Enumerable.Range(tile.FirstImage, tile.ImageCount));
            Assert.Equal(Enumerable.Range(0, imageCount), images);
        }
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(16)]
    public void Threads_get_equally_many_tiles_of_nearly_one_size(int threads)
    {
        using var captions = Captions(12);
        var tiles = new Tiles(200, captions, TargetRows, threads);
        var sizes = Enumerable.Range(0, tiles.Count).Select(tile => tiles[tile].ImageCount).ToArray();
        Assert.Equal(0, tiles.Count % threads);
        Assert.InRange(sizes.Max() - sizes.Min(), 0, 1);
    }

    private static PackedCaptions Captions(params int[] lengths) =>
        new(new float[lengths.Sum() * JointSize], new float[lengths.Length * JointSize], lengths, JointSize);
}
