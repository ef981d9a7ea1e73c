using Sgraf.Model.Graphs;
using Sgraf.Model.Images.Regions;
using Sgraf.Tests;

namespace Sgraf.Model.Tests.Images.Regions;

/// <summary>Every check that is made when a detector is opened, each with a detector that fails it.</summary>
public sealed class RegionSourceTests : IDisposable
{
    private const string File = "tiny.onnx";
    private static readonly TinyDetector Sound = new();
    private static readonly float[] SmallBoxes = [0, 0, 30, 20, 10, 20, 30, 40, 40, 30, 50, 40];

    private static readonly Dictionary<string, (TinyDetector Detector, string Problem)> Broken = new()
    {
        ["no contract"] = (Sound.With(("detector.contract", null)), "detector.contract is missing, in the file's metadata and in tiny.onnx.json beside it"),
        ["a later contract"] = (Sound.With(("detector.contract", "2")), "detector.contract is 2, expected 1"),
        ["no id"] = (Sound.With(("detector.id", null)), "detector.id is missing: name and version"),
        ["another kind"] = (Sound.With(("detector.kind", "masks")), "detector.kind is masks, expected regions or crops"),
        ["another order"] = (Sound.With(("detector.color", "YUV")), "detector.color is YUV, expected RGB or BGR"),
        ["a short mean"] = (Sound.With(("detector.mean", "1,2")), "detector.mean is 1,2, expected three numbers in 0..255 units, such as 102.9801,115.9465,122.7717"),
        ["a zero deviation"] = (Sound.With(("detector.std", "1,0,1")), "detector.std is 1,0,1, expected three numbers in 0..255 units above 0"),
        ["a negative side"] = (Sound.With(("detector.short_side", "-1")), "detector.short_side is -1, expected a whole number from 0 to 16384"),
        ["a zero divisor"] = (Sound.With(("detector.size_divisor", "0")), "detector.size_divisor is 0, expected a whole number from 1 to 1024"),
        ["crossed sides"] = (Sound.With(("detector.short_side", "1200")), "detector.long_side is 1000, expected at least detector.short_side, 1200"),
        ["a misspelt key"] = (Sound.With(("detector.meen", "1,2,3")), "detector.meen is unknown here; the keys are detector.color, detector.contract"),
        ["a crop's key"] = (Sound.With(("detector.side", "224")), "detector.side is unknown here"),
        ["another input"] = (Sound with { InputName = "images" }, "expected one input, image, found images float32 [3, ?, ?]"),
        ["bytes"] = (Sound with { InputType = TensorType.Int32 }, "input image int32 [3, ?, ?]: expected float32 [3, H, W] or [N, 3, H, W]"),
        ["four channels"] = (Sound with { InputShape = [4, -1, -1] }, "input image float32 [4, ?, ?]: expected float32 [3, H, W]"),
        ["a fixed batch"] = (Sound with { InputShape = [8, 3, -1, -1] }, "input image float32 [8, 3, ?, ?]: expected N free or 1"),
        ["no height"] = (Sound with { InputShape = [3, 0, 0] }, "input image float32 [3, 0, 0]: expected H and W free, or from 1 to 16384"),
        ["an endless input"] = (Sound with { InputShape = [3, 100_000, 100_000] }, "expected H and W free, or from 1 to 16384"),
        ["half a size"] = (Sound with { InputShape = [3, 480, -1] }, "input image float32 [3, 480, ?]: expected H and W both fixed or both free"),
        ["a fixed size"] = (Sound with { InputShape = [3, 480, 500] }, "so detector.short_side must be 0 (the picture is squeezed), or detector.long_side at most 480"),
        ["a free size"] = (Sound.With(("detector.short_side", "0")), "H and W are free, so detector.short_side must be above 0"),
        ["no boxes"] = (Sound with { Without = "boxes" }, "output boxes is missing, expected float32 [R, 4] or [N, R, 4]; found scores float32 [3], features float32 [3, 3]"),
        ["no scores"] = (Sound with { Without = "scores" }, "output scores is missing, expected float32 [R] or [N, R]"),
        ["no features"] = (Sound with { Without = "features" }, "output features is missing, expected float32 [R, F] or [N, R, F]"),
        ["boxes of five"] = (Sound with { BoxSize = 5, Boxes = new float[15] }, "output boxes float32 [3, 5]: expected float32 [R, 4] or [N, R, 4]"),
        ["float labels"] = (Sound with { Labels = [1, 2, 3], LabelType = TensorType.Int32 }, "output labels int32 [3]: expected int64 [R] or [N, R]"),
        ["too few features"] = (Sound with { Factors = [1, 2] }, "the outputs have different numbers of rows: boxes 3, scores 3, features 2"),
        ["no numbers"] = (Sound with { Factors = [1, float.NaN, 3] }, "features holds values that are not finite"),
        ["endless boxes"] = (Sound with { Boxes = [0, 0, 9, 9, 0, 0, 9, 9, 0, 0, 9, float.PositiveInfinity] }, "boxes holds values that are not finite"),
        ["relative boxes"] = (Sound with { Boxes = [0, 0, 1, 1, 0.2f, 0.2f, 0.5f, 0.5f, 0, 0, 0.1f, 0.1f] }, "boxes lie within 0..1, expected pixels of the 800 x 600 input"),
        ["boxes outside"] = (Sound with { Boxes = [0, 0, 9, 9, 0, 0, 9, 602, 0, 0, 9, 9] }, "boxes has a row 0 0 9 602, which leaves the 800 x 600 input"),
        ["sizes for corners"] = (Sound with { Boxes = [50, 50, 9, 9, 0, 0, 9, 9, 0, 0, 9, 9] }, "boxes has a row 50 50 9 9, expected x1 y1 x2 y2"),
        ["worst first"] = (Sound with { Scores = [0.1f, 0.5f, 0.9f] }, "scores rise from one row to the next, expected the best region first"),
        ["an unnamed label"] = ((Sound with { Labels = [0, 1, 2] }).With(("detector.labels", "cat, dog")), "labels has 2, expected 0 to 1, as many as detector.labels names"),
        ["a label below all"] = (Sound with { Labels = [0, -1, 1] }, "labels holds -1, expected places of a list of names"),
        ["an empty name"] = ((Sound with { Labels = [0, 1, 3] }).With(("detector.labels", "cat,,dog")), "labels has 3, expected 0 to 2, as many as detector.labels names"),
        ["nothing found"] = (Sound with { Boxes = [], Scores = [], Factors = [] }, "no region was found in the probe picture"),
    };

    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string> Faults => [.. Broken.Keys];

    public void Dispose() => _folder.Dispose();

    [Theory, MemberData(nameof(Faults))]
    public void A_detector_that_breaks_the_contract_is_refused_by_name(string fault)
    {
        var (detector, problem) = Broken[fault];
        var path = _folder.Write(File, detector.ToBytes());
        var error = Assert.Throws<DetectorException>(() => RegionSource.Open(path));
        Assert.StartsWith($"{path} cannot serve as a detector, 1 problem:\n- ", error.Message, StringComparison.Ordinal);
        Assert.Contains(problem, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void All_problems_come_in_one_message()
    {
        var detector = (Sound with { InputShape = [8, 3, -1, -1], Without = "scores" }).With(("detector.id", null), ("detector.mean", "none"));
        var error = Assert.Throws<DetectorException>(() => RegionSource.Open(_folder.Write(File, detector.ToBytes())));
        Assert.Contains(", 4 problems:\n- detector.id", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_model_of_another_feature_size_is_named()
    {
        var path = _folder.Write(File, Sound.ToBytes());
        var error = Assert.Throws<DetectorException>(() => RegionSource.Open(path, new RegionSourceOptions { FeatureSize = 2048 }));
        Assert.Contains("features have 3 values, the matching model was trained on 2048", error.Message, StringComparison.Ordinal);
        RegionSource.Open(path, new RegionSourceOptions { FeatureSize = 3 }).Dispose();
    }

    [Fact]
    public void An_index_of_another_detector_is_named()
    {
        var path = _folder.Write(File, Sound.ToBytes());
        var error = Assert.Throws<DetectorException>(() => RegionSource.Open(path, new RegionSourceOptions { DetectorId = "tiny-2" }));
        Assert.Contains("detector.id is tiny-1, the matching model or the index was made with tiny-2", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_no_model_is_refused()
    {
        var error = Assert.Throws<DetectorException>(() => RegionSource.Open(_folder.Write(File, [1, 2, 3, 4, 5])));
        Assert.Contains("ONNX Runtime does not open it", error.Message, StringComparison.Ordinal);
        error = Assert.Throws<DetectorException>(() => RegionSource.Open(_folder.PathOf("absent.onnx")));
        Assert.Contains("there is no such file", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_beside_the_model_goes_before_its_metadata()
    {
        var path = _folder.Write(File, (Sound with { Boxes = SmallBoxes }).With(("detector.mean", "broken")).ToBytes());
        System.IO.File.WriteAllText(path + ".json", """{"detector.id": "tiny-renamed", "detector.mean": [1, 2.5, 3], "detector.short_side": 100}""");
        using var source = RegionSource.Open(path);
        Assert.Equal("tiny-renamed", source.Id);
        var features = source.Detect([TestPicture.Plain(100, 100, 30, 20, 10)])[0].Features;
        Close.Assert([9, 17.5f, 27], features.AsSpan(0, 3), 1e-3, "features");
    }

    [Theory]
    [InlineData("{\"detector.id\": ", "tiny.onnx.json cannot be read")]
    [InlineData("[1]", "tiny.onnx.json cannot be read: expected an object")]
    [InlineData("{\"detector.id\": true}", "expected a text, a number or a list for detector.id")]
    [InlineData("{\"detector.id\": \"a\", \"detector.id\": \"b\"}", "tiny.onnx.json cannot be read")]
    [InlineData("{\"id\": \"a\"}", "id is unknown here")]
    [InlineData("{\"detector.id\": \"\\ud800\"}", "tiny.onnx.json cannot be read")]
    [InlineData("{\"detector.labels\": [\"yolk\", \"stop sign,stopsign\"]}", "an item of detector.labels holds a comma: stop sign,stopsign; write one name of it")]
    public void A_broken_file_beside_the_model_is_named(string text, string problem)
    {
        var path = _folder.Write(File, Sound.ToBytes());
        System.IO.File.WriteAllText(path + ".json", text);
        var error = Assert.Throws<DetectorException>(() => RegionSource.Open(path));
        Assert.Contains(problem, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_report_tells_what_a_detector_is()
    {
        var path = _folder.Write(File, (Sound with { InputShape = [-1, 3, -1, -1] }).ToBytes());
        var report = RegionSource.Inspect(path);
        Assert.Empty(report.Problems);
        Assert.Equal((DetectorKind.Regions, "tiny-1", 3, 3), (report.Kind, report.Id, report.FeatureSize, report.ProbeRegions));
        Assert.Equal(["image float32 [?, 3, ?, ?]"], report.Inputs);
        Assert.Equal("tiny-1", report.Settings["detector.id"]);
    }

    [Fact]
    public void A_report_tells_everything_that_is_wrong()
    {
        var report = RegionSource.Inspect(_folder.Write(File, (Sound with { Without = "boxes" }).With(("detector.id", null)).ToBytes()));
        Assert.Equal(2, report.Problems.Count);
        Assert.Equal(DetectorKind.Regions, report.Kind);
    }
}
