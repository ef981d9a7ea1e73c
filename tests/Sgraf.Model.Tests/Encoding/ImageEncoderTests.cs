using Sgraf.Model.Encoding;
using Sgraf.Model.Matrices;
using Sgraf.Tests;

namespace Sgraf.Model.Tests.Encoding;

public sealed class ImageEncoderTests
{
    private const string Name = "tiny-SAF";

    [Theory]
    [MemberData(nameof(EncoderKinds.OfGoldenCases), MemberType = typeof(EncoderKinds))]
    public void Images_equal_the_reference(string name, InstructionSet? kind)
    {
        var golden = GoldenCase.Load(name);
        using var encoder = EncoderKinds.Images(golden.Checkpoint, golden.Config, kind);
        var images = encoder.Encode(golden.Images.Values, [.. golden.Images.Shape]);
        Assert.Equal(golden.Images.Shape[0], images.Count);
        // The large cases store the regions of their first images alone.
        golden.AssertOutput("img_emb", images.Regions.AsSpan(0, golden.Output("img_emb").Span.Length));
        golden.AssertOutput("img_glo", images.Globals);
    }

    [Theory]
    [MemberData(nameof(EncoderKinds.OfGoldenCases), MemberType = typeof(EncoderKinds))]
    public void A_batch_equals_its_images_one_by_one(string name, InstructionSet? kind)
    {
        var golden = GoldenCase.Load(name);
        using var encoder = EncoderKinds.Images(golden.Checkpoint, golden.Config, kind);
        var (features, size) = (RandomFeatures(20, golden.Config.FeatureSize), 36 * golden.Config.FeatureSize);
        var batch = encoder.Encode(features, 20, 36, golden.Config.FeatureSize);
        var (regions, globals) = (36 * batch.JointSize, batch.JointSize);
        for (var i = 0; i < batch.Count; i++)
        {
            var alone = encoder.Encode(features.AsMemory(i * size, size), 1, 36, golden.Config.FeatureSize);
            Close.Assert(alone.Regions, batch.Regions.AsSpan(i * regions, regions), EncoderKinds.Tolerance(kind), $"regions of image {i}");
            Close.Assert(alone.Globals, batch.Globals.AsSpan(i * globals, globals), EncoderKinds.Tolerance(kind), $"image {i}");
        }
    }

    [Fact]
    public void Threads_may_encode_at_once()
    {
        var golden = GoldenCase.Load(Name);
        using var encoder = new ImageEncoder(golden.Checkpoint, golden.Config);
        var expected = encoder.Encode(golden.Images.Values, [.. golden.Images.Shape]);
        Parallel.For(0, 32, _ =>
            Close.Assert(expected.Globals, encoder.Encode(golden.Images.Values, [.. golden.Images.Shape]).Globals, 1e-6, "globals"));
    }

    [Fact]
    public void No_images_are_no_images()
    {
        var golden = GoldenCase.Load(Name);
        using var encoder = new ImageEncoder(golden.Checkpoint, golden.Config);
        Assert.Equal(0, encoder.Encode(ReadOnlyMemory<float>.Empty, 0, 36, 64).Count);
    }

    [Theory]
    [InlineData(new[] { 1, 36, 32 }, "shape (1, 36, 32), expected (images, 36, 64)")]
    [InlineData(new[] { 1, 10, 64 }, "shape (1, 10, 64), expected (images, 36, 64)")]
    [InlineData(new[] { 36, 64 }, "shape (36, 64), expected (images, 36, 64)")]
    [InlineData(new[] { -1, 36, 64 }, "shape (-1, 36, 64), expected (images, 36, 64)")]
    [InlineData(new[] { 2, 36, 64 }, "2304 values, expected 4608 for 2 images")]
    public void Features_of_another_shape_are_refused(int[] shape, string expected)
    {
        var golden = GoldenCase.Load(Name);
        using var encoder = new ImageEncoder(golden.Checkpoint, golden.Config);
        var error = Assert.Throws<ArgumentException>(() => encoder.Encode(new float[36 * 64], shape));
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    public void Features_that_are_no_numbers_are_refused(float value)
    {
        var golden = GoldenCase.Load(Name);
        using var encoder = new ImageEncoder(golden.Checkpoint, golden.Config);
        var features = RandomFeatures(2, 64);
        features[36 * 64 + 3 * 64 + 5] = value;
        var error = Assert.Throws<ArgumentException>(() => encoder.Encode(features, 2, 36, 64));
        Assert.Contains("image 1, region 3, value 5", error.Message, StringComparison.Ordinal);
    }

    private static float[] RandomFeatures(int images, int size)
    {
        var random = new Random(3);
        return [.. Enumerable.Range(0, images * 36 * size).Select(_ => random.NextSingle())];
    }
}
