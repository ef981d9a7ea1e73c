using Sgraf.Model.Graphs;
using Sgraf.Model.Images;
using Sgraf.Model.Images.Regions;
using Sgraf.Model.Images.Sampling;
using Sgraf.Tests;

namespace Sgraf.Model.Tests.Images.Regions;

public sealed class CropEncoderTests : IDisposable
{
    private static readonly PixelScaling Plain = new(IsBgr: false, [0, 0, 0], [1, 1, 1]);
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_network_with_three_lines_beside_it_gives_a_vector_for_each_of_36_parts()
    {
        using var source = Open(new TinyBackbone(), TinyBackbone.Sidecar);
        var found = Assert.Single(source.Detect([TestPicture.Create(120, 90)]));
        Assert.Equal((36, 36, 3, 24), (found.Count, found.RowCount, source.FeatureSize, source.SufficientSide));
        Assert.Equal(36 * 3, found.Features.Length);
        Assert.All(found.Scores, score => Assert.Equal(1, score));
    }

    [Fact]
    public void The_parts_are_the_whole_two_thirds_halves_and_thirds()
    {
        var boxes = CropGrid.Boxes(new Picture(12, 24, new byte[3 * 12 * 24]) with { FullWidth = 120, FullHeight = 240 }).Chunk(4).ToList();
        Assert.Equal(36, boxes.Count);
        Assert.Equal([0, 0, 120, 240], boxes[0]);
        Assert.Equal([20, 40, 100, 200], boxes[1]);
        Assert.Equal([0, 0, 60, 120], boxes[2]);
        Assert.Equal([30, 0, 90, 120], boxes[3]);
        Assert.Equal([60, 120, 120, 240], boxes[10]);
        Assert.Equal([0, 0, 40, 80], boxes[11]);
        Assert.Equal([80, 160, 120, 240], boxes[35]);
        Assert.Equal(36, boxes.Select(box => string.Join(' ', box)).Distinct().Count());
        Assert.All(boxes[2..11], box => Assert.Equal((60f, 120f), (box[2] - box[0], box[3] - box[1])));
        Assert.All(boxes[11..], box => Assert.Equal((40f, 80f), (box[2] - box[0], box[3] - box[1])));
    }

    [Fact]
    public void A_part_is_resized_by_the_antialiased_rule()
    {
        var picture = TestPicture.Create(100, 70);
        using var source = Open(new TinyBackbone { Outputs = ["mean"] }, TinyBackbone.PlainSidecar);
        var found = source.Detect([picture])[0];
        foreach (var (part, box) in found.Boxes.Chunk(4).Index())
        {
            var input = new float[3 * 64];
            var columns = AxisSampling.Antialiased(8, box[0], box[2], 100);
            var rows = AxisSampling.Antialiased(8, box[1], box[3], 70);
            Resampler.Resize(picture, columns, rows, Plain, new PixelPlanes(input, 8, 8));
            float[] means = [.. input.Chunk(64).Select(plane => plane.Average())];
            Close.Assert(means, found.Features.AsSpan(3 * part, 3), 1e-3, $"part {part}");
        }
    }

    [Fact]
    public void Without_settings_colours_are_scaled_as_for_imagenet()
    {
        using var source = Open(new TinyBackbone(), TinyBackbone.Sidecar);
        var found = source.Detect([TestPicture.Plain(30, 30, 255, 128, 0)])[0];
        Close.Assert([(1 - 0.485f) / 0.229f, (128 / 255f - 0.456f) / 0.224f, -0.406f / 0.225f], found.Features.AsSpan(0, 3), 1e-4, "features");
    }

    [Fact]
    public void A_picture_gives_the_same_whatever_is_beside_it_and_on_any_thread()
    {
        using var source = Open(new TinyBackbone(), TinyBackbone.Sidecar);
        Picture[] pictures = [.. Enumerable.Range(0, 5).Select(seed => TestPicture.Create(50 + seed, 40, seed))];
        var batch = source.Detect(pictures);
        Parallel.For(0, 25, i => Assert.Equal(batch[i % 5].Features, source.Detect([pictures[i % 5]])[0].Features));
    }

    [Fact]
    public void A_picture_decoded_small_has_boxes_of_its_full_size()
    {
        using var source = Open(new TinyBackbone(), TinyBackbone.Sidecar);
        var small = TestPicture.Create(60, 40);
        var found = source.Detect([small with { FullWidth = 600, FullHeight = 400 }])[0];
        Assert.Equal([100, 400 / 6f, 500, 2000 / 6f], found.Boxes[4..8]);
        Close.Assert(source.Detect([small])[0].Features, found.Features, 1e-5, "features");
    }

    [Fact]
    public void The_smallest_picture_has_parts_too()
    {
        using var source = Open(new TinyBackbone(), TinyBackbone.PlainSidecar);
        var found = source.Detect([TestPicture.Plain(1, 1, 9, 8, 7)])[0];
        Assert.All(found.Features.Chunk(3), feature => Close.Assert([9, 8, 7], feature, 1e-4, "feature"));
    }

    [Theory]
    [InlineData(new[] { 1, 3, 8, 8 }, "mean")]
    [InlineData(new[] { -1, 3, -1, -1 }, "mean")]
    [InlineData(new[] { -1, 3, 8, 8 }, "kept")]
    [InlineData(new[] { -1, -1, 8, 8 }, "tokens", "mean")]
    public void Usual_exports_are_understood(int[] shape, params string[] outputs)
    {
        using var source = Open(new TinyBackbone { InputShape = shape, Outputs = outputs }, TinyBackbone.PlainSidecar);
        var features = source.Detect([TestPicture.Plain(40, 40, 10, 20, 30)])[0].Features;
        Assert.All(features.Chunk(3), feature => Close.Assert([10, 20, 30], feature, 1e-3, "feature"));
    }

    [Fact]
    public void Of_tokens_the_first_is_taken()
    {
        using var source = Open(new TinyBackbone { Outputs = ["tokens"] }, TinyBackbone.PlainSidecar);
        var picture = TestPicture.Create(8, 8);
        var (red, green, blue) = picture.At(0, 0);
        Assert.Equal(3, source.FeatureSize);
        Close.Assert([red, green, blue], source.Detect([picture])[0].Features.AsSpan(0, 3), 1e-3, "feature");
    }

    [Fact]
    public void A_free_side_is_224_unless_it_is_given()
    {
        var backbone = new TinyBackbone { InputShape = [-1, 3, -1, -1], Outputs = ["tokens"] };
        using var usual = Open(backbone, TinyBackbone.Sidecar);
        Assert.Equal(3 * 224, usual.SufficientSide);
        using var given = Open(backbone, TinyBackbone.Sidecar.Replace("}", ", \"detector.side\": 32}", StringComparison.Ordinal));
        Assert.Equal(3 * 32, given.SufficientSide);
    }

    public static TheoryData<string> Faults => [.. Broken.Keys];

    private static readonly Dictionary<string, (TinyBackbone Backbone, string Sidecar, string Problem)> Broken = new()
    {
        ["two inputs"] = (new TinyBackbone { HasText = true }, TinyBackbone.Sidecar, "expected one input, the picture, found pixels float32 [?, 3, 8, 8], words float32 [?]"),
        ["bytes"] = (new TinyBackbone { InputType = TensorType.Int32 }, TinyBackbone.Sidecar, "input pixels int32 [?, 3, 8, 8]: expected float32 [N, 3, S, S]"),
        ["channels last"] = (new TinyBackbone { InputShape = [-1, 8, 8, 3] }, TinyBackbone.Sidecar, "input pixels float32 [?, 8, 8, 3]: expected float32 [N, 3, S, S]"),
        ["no square"] = (new TinyBackbone { InputShape = [-1, 3, 8, 9] }, TinyBackbone.Sidecar, "input pixels float32 [?, 3, 8, 9]: expected float32 [N, 3, S, S]"),
        ["a fixed batch"] = (new TinyBackbone { InputShape = [4, 3, 8, 8] }, TinyBackbone.Sidecar, "N free or 1"),
        ["an endless input"] = (new TinyBackbone { InputShape = [-1, 3, 30_000, 30_000] }, TinyBackbone.Sidecar, "S free or from 1 to 2048"),
        ["a map"] = (new TinyBackbone { Outputs = ["map"] }, TinyBackbone.Sidecar, "expected one output of float32 [N, F], found map float32 [?, 3, 8, 8]"),
        ["two vectors"] = (new TinyBackbone { Outputs = ["mean", "kept"] }, TinyBackbone.Sidecar, "expected one output of float32 [N, F], name one as detector.output, found mean"),
        ["no such output"] = (new TinyBackbone(), Sidecar(("detector.output", "pooled")), "expected one output of float32 [N, F], found mean float32 [?, 3]"),
        ["no numbers"] = (new TinyBackbone { IsBroken = true }, TinyBackbone.Sidecar, "mean holds values that are not finite"),
        ["a detector's key"] = (new TinyBackbone(), Sidecar(("detector.short_side", "224")), "detector.short_side is unknown here"),
        ["no box detector"] = (new TinyBackbone(), Sidecar(("detector.boxes", "absent.onnx")), "detector.boxes, absent.onnx: there is no such file"),
    };

    [Theory, MemberData(nameof(Faults))]
    public void A_network_that_cannot_be_used_is_refused_by_name(string fault)
    {
        var (backbone, sidecar, problem) = Broken[fault];
        var error = Assert.Throws<DetectorException>(() => Open(backbone, sidecar));
        Assert.Contains(", 1 problem:\n- ", error.Message, StringComparison.Ordinal);
        Assert.Contains(problem, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void One_of_several_vectors_may_be_named()
    {
        using var source = Open(new TinyBackbone { Outputs = ["mean", "kept"] }, Sidecar(("detector.output", "kept")));
        Assert.Equal(3, source.FeatureSize);
    }

    [Fact]
    public void The_parts_may_be_the_boxes_of_a_detector()
    {
        _folder.Write("boxes.onnx", (new TinyDetector { Without = "features" }).With(("detector.labels", "cat,dog,cow")).ToBytes());
        using var source = Open(new TinyBackbone(), Sidecar(("detector.boxes", "boxes.onnx")));
        var picture = TestPicture.Create(400, 300);
        var found = source.Detect([picture])[0];
        Assert.Equal((3, 3, 0), (found.Count, found.FeatureSize, source.SufficientSide));
        Close.Assert([0, 0, 150, 100, 5, 10, 55, 110, 200, 150, 250, 200], found.Boxes, 1e-4, "boxes");
        Assert.Equal([0.9f, 0.5f, 0.1f], found.Scores);
        Assert.Equal(["cat", "dog", "cow"], source.Labels);
    }

    [Fact]
    public void Where_a_detector_sees_nothing_the_whole_picture_is_the_part()
    {
        _folder.Write("boxes.onnx", new TinyDetector { Without = "features", Boxes = [], Scores = [] }.ToBytes());
        using var source = Open(new TinyBackbone(), Sidecar(("detector.boxes", "boxes.onnx")));
        var found = source.Detect([TestPicture.Create(40, 30)])[0];
        Assert.Equal(1, found.Count);
        Assert.Equal([0, 0, 40, 30], found.Boxes);
    }

    [Fact]
    public void A_real_network_tells_pictures_apart()
    {
        var model = SharedData.Require("models/mobilenet_v3_small_features.onnx");
        var photos = Directory.GetFiles(SharedData.Require("features/images")).Order(StringComparer.Ordinal).Take(2).Select(File.ReadAllBytes).ToList();
        var path = _folder.Write("mobilenet.onnx", File.ReadAllBytes(model));
        File.WriteAllText(path + ".json", TinyBackbone.Sidecar);
        using var source = RegionSource.Open(path, new RegionSourceOptions { ThreadsPerRun = 1 });
        Assert.Equal(576, source.FeatureSize);
        var decoder = new PictureDecoder(new DecodingOptions());
        var found = photos.ConvertAll(photo => source.Detect([decoder.Decode(photo, source.SufficientSide)])[0].Features);
        Assert.True(Likeness(found[0], 0, found[0], 1) > Likeness(found[0], 0, found[1], 0), "a photo's middle is less like it than another photo");
    }

    /// <summary>Cosine between two parts.</summary>
    private static double Likeness(float[] left, int leftPart, float[] right, int rightPart) =>
        System.Numerics.Tensors.TensorPrimitives.CosineSimilarity(left.AsSpan(576 * leftPart, 576), right.AsSpan(576 * rightPart, 576));

    private static string Sidecar((string Key, string Value) further) =>
        TinyBackbone.Sidecar.Replace("}", $", \"{further.Key}\": \"{further.Value}\"}}", StringComparison.Ordinal);

    private IRegionSource Open(TinyBackbone backbone, string sidecar)
    {
        var path = _folder.Write($"{Guid.NewGuid():N}.onnx", backbone.ToBytes());
        File.WriteAllText(path + ".json", sidecar);
        return RegionSource.Open(path);
    }
}
