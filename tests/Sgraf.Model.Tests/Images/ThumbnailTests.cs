using Sgraf.Model.Images;
using Sgraf.Tests;

namespace Sgraf.Model.Tests.Images;

public sealed class ThumbnailTests
{
    private static readonly PictureDecoder Decoder = new(new DecodingOptions());

    [Theory]
    [InlineData(400, 300, 100, 100, 75)]
    [InlineData(300, 400, 100, 75, 100)]
    [InlineData(60, 40, 100, 60, 40)]    // never larger than the picture
    [InlineData(1000, 1, 100, 100, 1)]
    public void A_thumbnail_fits_into_its_square(int width, int height, int side, int expectedWidth, int expectedHeight)
    {
        var file = Thumbnail.Encode(TestPicture.Create(width, height), side);
        Assert.Equal("image/webp", PictureMediaType.Of(file));
        var small = Decoder.Decode(file);
        Assert.Equal((expectedWidth, expectedHeight), (small.Width, small.Height));
    }

    [Fact]
    public void A_thumbnail_looks_like_its_picture()
    {
        var (red, green, blue) = Decoder.Decode(Thumbnail.Encode(TestPicture.Plain(200, 200, 200, 60, 20), 50)).At(25, 25);
        Assert.InRange(red, 194, 206);
        Assert.InRange(green, 54, 66);
        Assert.InRange(blue, 12, 28);
    }

    [Fact]
    public void Pixels_that_lie_within_other_memory_are_the_ones_taken()
    {
        var whole = TestPicture.Plain(20, 20, 10, 200, 10).Pixels.ToArray();
        var picture = new Picture(20, 10, new byte[] { 9, 9, 9 }.Concat(whole).ToArray().AsMemory(3, 600));
        Assert.InRange(Decoder.Decode(Thumbnail.Encode(picture, 20)).At(0, 0).Green, (byte)190, (byte)210);
    }
}
