using Sgraf.Model.Images;
using Sgraf.Model.Images.Sampling;
using Sgraf.Tests;

namespace Sgraf.Model.Tests.Images.Sampling;

public sealed class ResamplerTests
{
    private static readonly PixelScaling Plain = new(IsBgr: false, [0, 0, 0], [1, 1, 1]);

    [Theory]
    [InlineData(64, 48, 1.0)]
    [InlineData(64, 48, 2.5)]
    [InlineData(64, 48, 0.37)]
    [InlineData(5, 70, 0.2)]
    [InlineData(1, 1, 7.0)]
    [InlineData(2, 1, 3.0)]
    public void Bilinear_takes_the_two_nearest_pixels_of_each_axis(int width, int height, double scale)
    {
        var picture = TestPicture.Create(width, height);
        var (columns, rows) = ((int)Math.Ceiling(width * scale), (int)Math.Ceiling(height * scale));
        var actual = Resize(picture, AxisSampling.Bilinear(columns, scale, width), AxisSampling.Bilinear(rows, scale, height), Plain);
        var expected = Reference(columns, rows, (channel, x, y) => Between(picture, channel, (x + 0.5) / scale - 0.5, (y + 0.5) / scale - 0.5));
        Close.Assert(expected, actual, 2e-3, "pixels");
    }

    [Fact]
    public void Bilinear_at_half_size_is_the_mean_of_neighbours_without_antialiasing()
    {
        var axis = AxisSampling.Bilinear(2, 0.25, 8);
        Assert.Equal([1, 5], axis.Starts);
        Assert.Equal([0.5f, 0.5f, 0.5f, 0.5f], axis.Weights);
    }

    [Theory]
    [InlineData(64, 48, 32, 32)]
    [InlineData(64, 48, 64, 48)]
    [InlineData(64, 48, 100, 70)]
    [InlineData(90, 7, 11, 20)]
    [InlineData(1, 1, 5, 5)]
    public void Antialiased_weighs_all_that_a_target_pixel_covers(int width, int height, int columns, int rows)
    {
        var picture = TestPicture.Create(width, height);
        AssertAntialiased(picture, columns, rows, (0, width), (0, height));
    }

    [Theory]
    [InlineData(10.25, 33.5, 0.0, 16.0)]
    [InlineData(42.5, 64.0, 31.75, 48.0)]
    [InlineData(20.0, 20.5, 20.0, 20.5)]
    public void A_part_may_start_and_end_between_pixels(double left, double right, double top, double bottom) =>
        AssertAntialiased(TestPicture.Create(64, 48), 24, 24, (left, right), (top, bottom));

    [Fact]
    public void The_weights_of_a_target_pixel_add_up_to_one()
    {
        foreach (var (length, to) in ((int, double)[])[(3, 100), (100, 100), (224, 33.3), (1, 0.01)])
        {
            var axis = AxisSampling.Antialiased(length, 0, to, 100);
            Assert.All(axis.Weights.Chunk(axis.Taps), weights => Assert.Equal(1, weights.Sum(), 1e-5));
        }
    }

    [Fact]
    public void Channels_are_ordered_and_scaled()
    {
        var picture = TestPicture.Plain(4, 4, 30, 60, 90);
        var axis = AxisSampling.Bilinear(4, 1, 4);
        var bgr = Resize(picture, axis, axis, new PixelScaling(IsBgr: true, [80, 10, 15], [2, 5, 1]));
        Assert.Equal((5f, 10f, 15f), (bgr[0], bgr[16], bgr[32]));
        var rgb = Resize(picture, axis, axis, new PixelScaling(IsBgr: false, [10, 10, 10], [1, 1, 10]));
        Assert.Equal((20f, 50f, 8f), (rgb[0], rgb[16], rgb[32]));
    }

    [Fact]
    public void A_very_large_picture_needs_little_memory()
    {
        var picture = new Picture(6000, 4000, new byte[3 * 6000 * 4000]);
        var (columns, rows) = (AxisSampling.Bilinear(60, 0.01, 6000), AxisSampling.Bilinear(40, 0.01, 4000));
        Resize(picture, columns, rows, Plain);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Resize(picture, columns, rows, Plain);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 64 << 10);
    }

    private static void AssertAntialiased(Picture picture, int columns, int rows, (double From, double To) x, (double From, double To) y)
    {
        var actual = Resize(
            picture,
            AxisSampling.Antialiased(columns, x.From, x.To, picture.Width),
            AxisSampling.Antialiased(rows, y.From, y.To, picture.Height),
            Plain);
        var expected = Reference(columns, rows, (channel, column, row) =>
            Covered(column, columns, x, picture.Width, i => Covered(row, rows, y, picture.Height, j => Value(picture, channel, i, j))));
        Close.Assert(expected, actual, 2e-3, "pixels");
    }

    private static float[] Resize(Picture picture, AxisSampling columns, AxisSampling rows, PixelScaling scaling)
    {
        var values = new float[3 * columns.Length * rows.Length];
        Resampler.Resize(picture, columns, rows, scaling, new PixelPlanes(values, columns.Length, rows.Length));
        return values;
    }

    private static float[] Reference(int columns, int rows, Func<int, int, int, double> value) =>
        [.. Enumerable.Range(0, 3 * columns * rows).Select(i => (float)value(i / (columns * rows), i % columns, i / columns % rows))];

    private static double Between(Picture picture, int channel, double x, double y)
    {
        (x, y) = (Math.Clamp(x, 0, picture.Width - 1), Math.Clamp(y, 0, picture.Height - 1));
        var (left, top) = ((int)x, (int)y);
        var (right, bottom) = (Math.Min(left + 1, picture.Width - 1), Math.Min(top + 1, picture.Height - 1));
        var upper = (1 - (x - left)) * Value(picture, channel, left, top) + (x - left) * Value(picture, channel, right, top);
        var lower = (1 - (x - left)) * Value(picture, channel, left, bottom) + (x - left) * Value(picture, channel, right, bottom);
        return (1 - (y - top)) * upper + (y - top) * lower;
    }

    /// <summary>The mean under a triangle as wide as two target pixels, or two source pixels if those are larger.</summary>
    private static double Covered(int target, int length, (double From, double To) part, int sourceLength, Func<int, double> value)
    {
        var scale = (part.To - part.From) / length;
        var centre = part.From + (target + 0.5) * scale;
        var weights = Enumerable.Range(0, sourceLength).Select(i => Math.Max(0, 1 - Math.Abs(i + 0.5 - centre) / Math.Max(1, scale))).ToArray();
        return Enumerable.Range(0, sourceLength).Where(i => weights[i] > 0).Sum(i => weights[i] * value(i)) / weights.Sum();
    }

    private static double Value(Picture picture, int channel, int x, int y) => picture.Pixels.Span[3 * (y * picture.Width + x) + channel];
}
