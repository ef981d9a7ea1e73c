using Sgraf.Model.Images;
using Sgraf.Model.Images.Regions;
using Sgraf.Model.Images.Sampling;
using Sgraf.Tests;

namespace Sgraf.Model.Tests.Images.Regions;

public sealed class RegionDetectorTests : IDisposable
{
    private static readonly TinyDetector Batched = new() { InputShape = [-1, 3, -1, -1] };
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Regions_come_best_first_in_pixels_of_the_picture()
    {
        using var source = Open(new TinyDetector { Labels = [4, 0, 2] });
        var found = Assert.Single(source.Detect([TestPicture.Create(400, 300)]));
        Assert.Equal((3, 3, 3), (found.Count, found.RowCount, found.FeatureSize));
        Close.Assert([0, 0, 150, 100, 5, 10, 55, 110, 200, 150, 250, 200], found.Boxes, 1e-4, "boxes");
        Assert.Equal([0.9f, 0.5f, 0.1f], found.Scores);
        Assert.Equal([4, 0, 2], found.Labels!);
        Assert.Equal(("tiny-1", 3, 0), (source.Id, source.FeatureSize, source.SufficientSide));
    }

    [Fact]
    public void Last_rows_of_score_0_are_no_regions()
    {
        using var source = Open(Batched with { Scores = [0.9f, 0.5f, 0], Labels = [4, 0, 2] });
        var found = source.Detect([TestPicture.Create(400, 300), TestPicture.Create(400, 300)]);
        Assert.All(found, regions => Assert.Equal((2, 2), (regions.Count, regions.RowCount)));
        Assert.All(found, regions => Assert.Equal((8, 2, 6), (regions.Boxes.Length, regions.Labels!.Length, regions.Features.Length)));
    }

    [Fact]
    public void Scores_below_0_are_scores() =>
        Assert.Equal(3, DetectOne(new TinyDetector { Scores = [0, -1, -2] }).Count);

    [Fact]
    public void Without_settings_a_picture_is_prepared_as_for_the_caffe_detectors()
    {
        var picture = TestPicture.Create(60, 30);
        using var source = Open(Showing([3, -1, -1]).With(("detector.short_side", "45"), ("detector.long_side", "1000")));
        var place = new InputGeometry(1.5, 1.5, 90, 45, 90, 45);
        AssertInput(picture, place, new PixelScaling(IsBgr: true, [102.9801f, 115.9465f, 122.7717f], [1, 1, 1]), source);
    }

    [Fact]
    public void Settings_change_channels_range_and_padding()
    {
        var picture = TestPicture.Create(60, 30);
        using var source = Open(Showing([-1, 3, -1, -1]).With(
            ("detector.color", "rgb"), ("detector.mean", "1, 2, 3"), ("detector.std", "50,60,70"), ("detector.size_divisor", "32"),
            ("detector.min_side", "70"), ("detector.short_side", "45"), ("detector.long_side", "90")));
        AssertInput(picture, new InputGeometry(1.5, 1.5, 90, 45, 96, 96), new PixelScaling(IsBgr: false, [1, 2, 3], [50, 60, 70]), source);
    }

    [Fact]
    public void A_fixed_input_takes_the_picture_squeezed()
    {
        var picture = TestPicture.Create(60, 30);
        using var source = Open(Showing([1, 3, 20, 24]).With(("detector.short_side", "0"), ("detector.long_side", "0")));
        AssertInput(picture, new InputGeometry(0.4, 20 / 30.0, 24, 20, 24, 20), CaffeScaling, source);
    }

    [Fact]
    public void A_fixed_input_takes_the_picture_in_its_shape_where_a_short_side_is_given()
    {
        var picture = TestPicture.Create(60, 30);
        using var source = Open(Showing([3, 24, 24]).With(("detector.short_side", "24"), ("detector.long_side", "24")));
        AssertInput(picture, new InputGeometry(0.4, 0.4, 24, 12, 24, 24), CaffeScaling, source);
    }

    [Fact]
    public void A_batch_equals_its_pictures_one_by_one()
    {
        Picture[] pictures = [.. Enumerable.Range(0, 21).Select(i => TestPicture.Create(40 + 20 * (i % 2), 40 + 10 * (i % 3), i))];
        var small = Batched.With(("detector.short_side", "64"), ("detector.size_divisor", "32")) with { Boxes = [0, 0, 64, 64, 9, 9, 30, 20, 3, 0, 5, 6] };
        using var several = Open(small);
        using var single = Open(small with { InputShape = [3, -1, -1] });
        var batch = several.Detect(pictures);
        for (var i = 0; i < pictures.Length; i++)
        {
            foreach (var alone in (DetectedRegions[])[several.Detect([pictures[i]])[0], single.Detect([pictures[i]])[0]])
            {
                Close.Assert(alone.Boxes, batch[i].Boxes, 1e-4, $"boxes of picture {i}");
                Close.Assert(alone.Features, batch[i].Features, 1e-4, $"features of picture {i}");
            }
        }
    }

    [Fact]
    public void Threads_may_detect_at_once()
    {
        using var source = Open(Batched);
        var expected = source.Detect([TestPicture.Create(40, 30)])[0].Features;
        Parallel.For(0, 16, _ => Assert.Equal(expected, source.Detect([TestPicture.Create(40, 30)])[0].Features));
    }

    [Fact]
    public void A_picture_in_which_nothing_is_found_is_an_error()
    {
        using var source = Open(new TinyDetector { Brightness = 0 });
        Assert.Equal(3, source.Detect([TestPicture.Plain(20, 20, 250, 250, 250)])[0].Count);
        var error = Assert.Throws<DetectorException>(() => source.Detect([TestPicture.Plain(20, 20, 0, 0, 0)]));
        Assert.StartsWith("tiny-1 found no region in the picture", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Too_few_regions_are_repeated_in_turn_and_their_number_is_remembered()
    {
        using var source = Open(new TinyDetector { Labels = [7, 8, 9] });
        var found = source.Detect([TestPicture.Plain(20, 20, 200, 100, 50)])[0];
        var fitted = found.Fit(8);
        Assert.Equal((3, 8), (fitted.Count, fitted.RowCount));
        Assert.Equal([7, 8, 9, 7, 8, 9, 7, 8], fitted.Labels!);
        Assert.Equal(found.Scores[1], fitted.Scores[7]);
        Assert.Equal(found.Boxes[4..8], fitted.Boxes[28..]);
        Assert.Equal(found.Features[3..6], fitted.Features[21..]);
    }

    [Fact]
    public void Too_many_regions_are_cut_to_the_best()
    {
        using var source = Open(new TinyDetector());
        var found = source.Detect([TestPicture.Plain(20, 20, 200, 100, 50)])[0];
        var fitted = found.Fit(2);
        Assert.Equal((2, 2), (fitted.Count, fitted.RowCount));
        Assert.Equal(found.Features[..6], fitted.Features);
    }

    private static PixelScaling CaffeScaling => new(IsBgr: true, [102.9801f, 115.9465f, 122.7717f], [1, 1, 1]);

    /// <summary>A detector whose feature is its input: the size of the probe must then be that of the picture.</summary>
    private static TinyDetector Showing(int[] shape) =>
        new() { InputShape = shape, ShowsItsInput = true, Boxes = [0, 0, 10, 10], Scores = [1] };

    private static void AssertInput(Picture picture, InputGeometry place, PixelScaling scaling, IRegionSource source)
    {
        var expected = new float[3 * place.PaddedWidth * place.PaddedHeight];
        place.Fill(picture, scaling, expected);
        Assert.Equal(expected, source.Detect([picture])[0].Features);
    }

    private DetectedRegions DetectOne(TinyDetector detector)
    {
        using var source = Open(detector);
        return Assert.Single(source.Detect([TestPicture.Create(400, 300)]));
    }

    private IRegionSource Open(TinyDetector detector) => RegionSource.Open(_folder.Write($"{Guid.NewGuid():N}.onnx", detector.ToBytes()));
}
