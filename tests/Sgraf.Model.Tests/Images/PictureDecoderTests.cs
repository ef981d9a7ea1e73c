using NetVips;
using Sgraf.Model.Images;
using Sgraf.Tests;

namespace Sgraf.Model.Tests.Images;

public sealed class PictureDecoderTests
{
    private static readonly PictureDecoder Decoder = new(new DecodingOptions());

    [Theory]
    [InlineData(".png", 0)]
    [InlineData(".png[interlace]", 0)]
    [InlineData(".tif", 0)]
    [InlineData(".webp[lossless]", 0)]
    [InlineData(".jpg[Q=95]", 12)]
    [InlineData(".jpg[Q=95,interlace]", 12)]
    [InlineData(".webp[Q=95]", 32)]
    [InlineData(".avif[Q=90]", 16)]
    public void Every_accepted_format_gives_the_pixels_back(string suffix, int tolerance)
    {
        var original = TestPicture.Create(60, 40);
        var decoded = Decoder.Decode(original.Encode(suffix));
        Assert.Equal((60, 40, 60, 40), (decoded.Width, decoded.Height, decoded.FullWidth, decoded.FullHeight));
        AssertPixels(original, decoded, tolerance);
    }

    [Fact]
    public void A_gif_keeps_its_size_and_its_colours()
    {
        var decoded = Decoder.Decode(TestPicture.Plain(30, 20, 200, 10, 60).Encode(".gif"));
        Assert.Equal((30, 20), (decoded.Width, decoded.Height));
        Assert.Equal((200, 10, 60), decoded.At(7, 7));
    }

    [Fact]
    public void The_smallest_picture_has_one_pixel() =>
        Assert.Equal((1, 2, 3), Decoder.Decode(TestPicture.Plain(1, 1, 1, 2, 3).Encode(".png")).At(0, 0));

    [Fact]
    public void A_grey_picture_has_three_equal_channels()
    {
        using var colours = TestPicture.Create(20, 20).ToImage();
        using var grey = colours.Colourspace(Enums.Interpretation.Bw);
        var decoded = Decoder.Decode(grey.WriteToBuffer(".png"));
        var (red, green, blue) = decoded.At(3, 9);
        Assert.Equal((grey.Getpoint(3, 9)[0], (double)red, (double)green), (red, green, (double)blue));
    }

    [Fact]
    public void Sixteen_bits_a_value_become_eight()
    {
        using var colours = TestPicture.Create(20, 20).ToImage();
        using var deep = colours.Colourspace(Enums.Interpretation.Rgb16);
        Assert.Equal(Enums.BandFormat.Ushort, deep.Format);
        AssertPixels(TestPicture.Create(20, 20), Decoder.Decode(deep.WriteToBuffer(".png")), 0);
    }

    [Fact]
    public void Inks_become_colours()
    {
        using var red = TestPicture.Plain(16, 16, 220, 20, 20).ToImage();
        using var inks = red.IccTransform("cmyk", inputProfile: "srgb");
        Assert.Equal(4, inks.Bands);
        var (r, g, b) = Decoder.Decode(inks.WriteToBuffer(".jpg[Q=95,keep=none]")).At(8, 8);
        Assert.True(r > 180 && g < 80 && b < 80, $"expected red, found {r} {g} {b}");
    }

    [Fact]
    public void A_wide_colour_profile_is_converted()
    {
        using var narrow = TestPicture.Plain(16, 16, 200, 60, 60).ToImage();
        using var wide = narrow.IccTransform("p3", inputProfile: "srgb");
        var bytes = wide.WriteToBuffer(".png");
        Assert.NotEqual(200, wide.Getpoint(8, 8)[0]);
        AssertPixels(TestPicture.Plain(16, 16, 200, 60, 60), Decoder.Decode(bytes), 2);
    }

    [Fact]
    public void A_high_dynamic_range_jpeg_of_a_phone_is_a_jpeg()
    {
        using var plain = TestPicture.Plain(64, 48, 200, 60, 60).ToImage();
        using var light = plain.Colourspace(Enums.Interpretation.Scrgb);
        var bytes = light.UhdrsaveBuffer();
        Assert.Equal("VipsForeignLoadUhdrBuffer", Image.FindLoadBuffer(bytes));
        var decoded = Decoder.Decode(bytes);
        Assert.Equal((64, 48), (decoded.Width, decoded.Height));
        Assert.InRange(decoded.At(9, 9).Red - decoded.At(9, 9).Green, 100, 180);
    }

    [Theory]
    [InlineData(".png")]
    [InlineData(".tif")]
    public void Sixteen_bits_with_a_profile_and_transparency_are_converted_together(string suffix)
    {
        using var narrow = TestPicture.Plain(16, 16, 200, 60, 60).ToImage();
        using var deep = narrow.Colourspace(Enums.Interpretation.Rgb16);
        using var wide = deep.IccTransform("p3", inputProfile: "srgb", depth: 16);
        using var veiled = wide.Bandjoin(65535.0 / 2);
        AssertPixels(TestPicture.Plain(16, 16, 228, 158, 158), Decoder.Decode(veiled.WriteToBuffer(suffix)), 2);
    }

    [Theory]
    [InlineData(".jpg[Q=100,subsample_mode=off]")]
    [InlineData(".png")]
    public void A_profile_that_makes_no_sense_is_ignored(string suffix)
    {
        var picture = TestPicture.Plain(16, 16, 200, 60, 60);
        using var plain = picture.ToImage();
        using var junk = plain.Mutate(image => image.Set(GValue.BlobType, "icc-profile-data", (byte[])[1, 2, 3, 4, 5, 6, 7, 8]));
        AssertPixels(picture, Decoder.Decode(junk.WriteToBuffer(suffix)), 3);
    }

    [Fact]
    public void Channels_that_are_no_colours_are_refused()
    {
        using var colours = TestPicture.Create(16, 16).ToImage();
        using var many = colours.Bandjoin(colours);
        var error = Assert.Throws<ImageFormatException>(() => Decoder.Decode(many.WriteToBuffer(".tif")));
        Assert.Contains("channels of its own kind", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Transparency_is_laid_on_white()
    {
        using var black = TestPicture.Plain(8, 8, 0, 0, 0).ToImage();
        using var veiled = black.Bandjoin(64.0);
        var (red, _, _) = Decoder.Decode(veiled.WriteToBuffer(".png")).At(4, 4);
        Assert.InRange(red, 190, 192);
    }

    [Fact]
    public void Of_an_animation_the_first_frame_counts()
    {
        using var first = TestPicture.Plain(12, 10, 250, 0, 0).ToImage();
        using var second = TestPicture.Plain(12, 10, 0, 0, 250).ToImage();
        using var frames = Image.Arrayjoin([first, second], across: 1).Mutate(image => image.Set(GValue.GIntType, "page-height", 10));
        foreach (var suffix in (string[])[".gif", ".webp[lossless]"])
        {
            var decoded = Decoder.Decode(frames.WriteToBuffer(suffix));
            Assert.Equal((12, 10), (decoded.Width, decoded.Height));
            Assert.Equal((250, 0, 0), decoded.At(5, 5));
        }
    }

    /// <summary>The corner of the stored picture that an upright viewer sees at the top left; EXIF 2.3, tag 0x0112.</summary>
    [Theory]
    [InlineData(1, 0)]
    [InlineData(2, 1)]
    [InlineData(3, 3)]
    [InlineData(4, 2)]
    [InlineData(5, 0)]
    [InlineData(6, 2)]
    [InlineData(7, 3)]
    [InlineData(8, 1)]
    public void A_picture_stands_upright_whatever_its_orientation(int orientation, int corner)
    {
        byte[][] colours = [[250, 0, 0], [0, 250, 0], [0, 0, 250], [250, 250, 0]];
        using var stored = Corners(colours).ToImage().Mutate(image => image.Set(GValue.GIntType, "orientation", orientation));
        var decoded = Decoder.Decode(stored.WriteToBuffer(".jpg[Q=95]"));
        var size = orientation >= 5 ? (32, 64) : (64, 32);
        Assert.Equal((size, size), ((decoded.Width, decoded.Height), (decoded.FullWidth, decoded.FullHeight)));
        var (red, green, blue) = decoded.At(4, 4);
        Assert.All(colours[corner].Zip([red, green, blue]), pair => Assert.InRange(Math.Abs(pair.First - pair.Second), 0, 20));
    }

    [Theory]
    [InlineData(0, 640)]
    [InlineData(400, 640)]
    [InlineData(200, 320)]
    [InlineData(100, 160)]
    [InlineData(7, 80)]
    public void A_jpeg_is_decoded_no_larger_than_it_need_be(int sufficientSide, int width)
    {
        var decoded = Decoder.Decode(TestPicture.Create(640, 400).Encode(".jpg"), sufficientSide);
        Assert.Equal((width, width * 5 / 8), (decoded.Width, decoded.Height));
        Assert.Equal((640, 400), (decoded.FullWidth, decoded.FullHeight));
    }

    [Fact]
    public void A_jpeg_on_its_side_keeps_the_size_of_its_upright_original()
    {
        using var stored = TestPicture.Create(640, 400).ToImage().Mutate(image => image.Set(GValue.GIntType, "orientation", 6));
        var decoded = Decoder.Decode(stored.WriteToBuffer(".jpg"), 100);
        Assert.Equal((100, 160, 400, 640), (decoded.Width, decoded.Height, decoded.FullWidth, decoded.FullHeight));
    }

    [Fact]
    public void Threads_may_decode_at_once()
    {
        var files = Enumerable.Range(0, 8).Select(seed => TestPicture.Create(64, 48, seed).Encode(".png")).ToArray();
        Parallel.For(0, 64, i => AssertPixels(TestPicture.Create(64, 48, i % 8), Decoder.Decode(files[i % 8]), 0));
    }

    private static Picture Corners(byte[][] colours)
    {
        var pixels = new byte[3 * 64 * 32];
        for (var i = 0; i < 64 * 32; i++) colours[i % 64 / 32 + i / 64 / 16 * 2].CopyTo(pixels, 3 * i);
        return new Picture(64, 32, pixels);
    }

    private static void AssertPixels(Picture expected, Picture actual, int tolerance)
    {
        var differences = expected.Pixels.ToArray().Zip(actual.Pixels.ToArray(), (e, a) => Math.Abs(e - a));
        Assert.InRange(differences.Max(), 0, tolerance);
    }
}
