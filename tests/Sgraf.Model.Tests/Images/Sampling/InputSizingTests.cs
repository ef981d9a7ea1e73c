using Sgraf.Model.Images.Sampling;
using Sgraf.Tests;

namespace Sgraf.Model.Tests.Images.Sampling;

public sealed class InputSizingTests
{
    private static readonly InputSizing Caffe = new() { ShortSide = 600, LongSide = 1000 };
    private static readonly PixelScaling Plain = new(IsBgr: false, [0, 0, 0], [1, 1, 1]);

    [Theory]
    [InlineData(640, 480, 800, 600)]
    [InlineData(480, 640, 600, 800)]
    [InlineData(500, 333, 901, 600)]
    [InlineData(500, 299, 1000, 598)]
    [InlineData(4000, 100, 1000, 25)]
    [InlineData(5000, 1, 1000, 1)]
    [InlineData(1, 1, 600, 600)]
    public void The_shorter_side_is_brought_to_its_length_unless_the_longer_one_grows_too_long(int width, int height, int scaledWidth, int scaledHeight)
    {
        var place = Caffe.Place(width, height);
        Assert.Equal((scaledWidth, scaledHeight, scaledWidth, scaledHeight), (place.Width, place.Height, place.PaddedWidth, place.PaddedHeight));
    }

    [Fact]
    public void Both_sides_are_padded_to_the_divisor_and_to_the_smallest_side()
    {
        var sizing = Caffe with { SizeDivisor = 32, MinSide = 100 };
        Assert.Equal((928, 608), (sizing.Place(500, 333).PaddedWidth, sizing.Place(500, 333).PaddedHeight));
        Assert.Equal((1024, 128), (sizing.Place(4000, 100).PaddedWidth, sizing.Place(4000, 100).PaddedHeight));
    }

    [Fact]
    public void A_picture_is_squeezed_into_a_fixed_size_without_a_short_side()
    {
        var place = new InputSizing { FixedWidth = 320, FixedHeight = 240 }.Place(640, 640);
        Assert.Equal(new InputGeometry(0.5, 0.375, 320, 240, 320, 240), place);
    }

    [Fact]
    public void A_picture_keeps_its_shape_in_a_fixed_size_with_a_short_side()
    {
        var place = new InputSizing { FixedWidth = 416, FixedHeight = 416, ShortSide = 416, LongSide = 416 }.Place(832, 400);
        Assert.Equal(new InputGeometry(0.5, 0.5, 416, 200, 416, 416), place);
    }

    [Fact]
    public void Padding_stays_zero_to_the_right_and_below()
    {
        var place = new InputGeometry(1, 1, 4, 3, 6, 5);
        var values = new float[3 * 6 * 5];
        place.Fill(TestPicture.Plain(4, 3, 7, 8, 9), Plain, values);
        for (var i = 0; i < values.Length; i++)
        {
            var (channel, row, column) = (i / 30, i / 6 % 5, i % 6);
            Assert.Equal(row < 3 && column < 4 ? 7 + channel : 0, values[i]);
        }
    }

    [Fact]
    public void Boxes_return_to_the_pixels_of_the_upright_original()
    {
        var picture = TestPicture.Create(320, 240) with { FullWidth = 640, FullHeight = 480 };
        var place = Caffe.Place(320, 240);
        float[] boxes = [0, 0, 800, 600, 80, 60, 400, 300, -5, -5, 9000, 9000];
        place.MapBack(picture, boxes);
        Close.Assert([0, 0, 640, 480, 64, 48, 320, 240, 0, 0, 640, 480], boxes, 1e-4, "boxes");
    }
}
