using Sgraf.Model.Images;
using Sgraf.Model.Images.Regions;
using Sgraf.Training.Detection;
using Sgraf.Training.Terminal;

namespace Sgraf.Training.Tests.Detection;

public sealed class DetectorMeasurementTests : IDisposable
{
    private const int Side = 64;

    private readonly TinyScenes _scenes = new(1, 6, Side);
    private readonly IReadOnlyList<LabelledPicture> _pictures;

    public DetectorMeasurementTests() => _pictures = LabelledPictures.Read(_scenes.Path, "dev");

    public void Dispose() => _scenes.Dispose();

    [Fact]
    public void A_detector_that_knows_everything_is_perfect()
    {
        var metrics = Measure(picture => [Whole(picture), .. picture.Objects.Select(item => (item.Box, Label(item)))]);
        Assert.Equal((6, _pictures.Sum(picture => picture.Objects.Count)), (metrics.Pictures, metrics.Objects));
        Assert.Equal((1, 0), (metrics.Recall, metrics.FalsePositives));
        Assert.Equal(DetectorLabels.Heads.Select(head => head.Name), metrics.Accuracies.Keys);
        Assert.All(metrics.Accuracies.Values, share => Assert.Equal(1, share));
    }

    [Fact]
    public void An_object_that_is_found_twice_counts_once()
    {
        var metrics = Measure(picture =>
            [Whole(picture), .. picture.Objects.Concat(picture.Objects.Take(1)).Select(item => (item.Box, Label(item)))]);
        Assert.Equal((1, _pictures.Count), (metrics.Recall, metrics.FalsePositives));
    }

    [Fact]
    public void A_box_that_overlaps_too_little_is_false_and_its_object_missing()
    {
        var metrics = Measure(picture => [Whole(picture), .. picture.Objects.Select((item, i) => (i == 0 ? Half(item.Box) : item.Box, Label(item)))]);
        Assert.Equal(1 - _pictures.Count / (double)metrics.Objects, metrics.Recall, 1e-4);
        Assert.Equal(_pictures.Count, metrics.FalsePositives);
    }

    [Fact]
    public void Each_head_is_judged_by_itself()
    {
        var metrics = Measure(picture => [(RelativeBox.Whole, DetectorLabels.ObjectCount), .. picture.Objects.Select(item => (item.Box, Label(item) / 10 * 10))]);
        var cubes = _pictures.SelectMany(picture => picture.Objects).Count(item => item.Classes[^1] == 0);
        Assert.Equal(cubes / (double)metrics.Objects, metrics.Accuracies["shape"], 1e-4);
        Assert.Equal(1, metrics.Accuracies["colour"]);
        Assert.Equal(_pictures.Count(picture => picture.Scene[0] == 0) / (double)_pictures.Count, metrics.Accuracies["floor"], 1e-4);
    }

    private DetectorMetrics Measure(Func<LabelledPicture, IEnumerable<(RelativeBox Box, long Label)>> find)
    {
        using var source = new KnowingSource(_pictures, find);
        var session = new Session(new StandardStreams(Stream.Null, TextWriter.Null, TextWriter.Null), Json: false, CancellationToken.None);
        return new DetectorMeasurement(source).Run(_pictures, session);
    }

    private static (RelativeBox, long) Whole(LabelledPicture picture) =>
        (RelativeBox.Whole, DetectorLabels.ObjectCount + Number(picture.Scene, DetectorLabels.SceneHeads));

    private static long Label(LabelledObject item) => Number(item.Classes, DetectorLabels.ObjectHeads);

    private static long Number(IReadOnlyList<int> classes, IReadOnlyList<AttributeHead> heads) =>
        heads.Zip(classes).Aggregate(0L, (number, answer) => number * answer.First.ClassCount + answer.Second);

    private static RelativeBox Half(RelativeBox box) => box with { X2 = box.X1 + box.Width * 0.4f };

    /// <summary>Tells pictures apart by their pixels and says of each what it was told to.</summary>
    private sealed class KnowingSource(
        IReadOnlyList<LabelledPicture> known, Func<LabelledPicture, IEnumerable<(RelativeBox Box, long Label)>> find) : IRegionSource
    {
        private readonly byte[][] _pixels =
            [.. known.Select(picture => picture.Decode(new PictureDecoder(new DecodingOptions())).Pixels.ToArray())];

        public string Id => "knowing-1";

        public int FeatureSize => 1;

        public IReadOnlyList<string> Labels => DetectorLabels.Names;

        public int SufficientSide => 0;

        public IReadOnlyList<DetectedRegions> Detect(IReadOnlyList<Picture> pictures) => [.. pictures.Select(Detect)];

        public void Dispose() { }

        private DetectedRegions Detect(Picture picture)
        {
            var found = find(known[Array.FindIndex(_pixels, pixels => picture.Pixels.Span.SequenceEqual(pixels))]).ToArray();
            return new DetectedRegions
            {
                Count = found.Length,
                FeatureSize = 1,
                Boxes = [.. found.SelectMany(region => new[] { region.Box.X1, region.Box.Y1, region.Box.X2, region.Box.Y2 }).Select(side => Side * side)],
                Scores = [.. found.Select(_ => 1f)],
                Labels = [.. found.Select(region => region.Label)],
                Features = new float[found.Length],
            };
        }
    }
}
