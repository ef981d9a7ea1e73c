using Sgraf.Model.Encoding;
using Sgraf.Tests;

namespace Sgraf.Model.Tests.Encoding;

public sealed class ImageEncoderTests
{
    [Theory]
    [MemberData(nameof(GoldenCase.Names), MemberType = typeof(GoldenCase))]
    public void Images_equal_the_reference(string name)
    {
        var golden = GoldenCase.Load(name);
        using var encoder = new ImageEncoder(golden.Checkpoint, golden.Config);
        var images = encoder.Encode(golden.Images.Values, [.. golden.Images.Shape]);
        Assert.Equal((golden.Images.Shape[0], golden.Config.RegionCount, golden.Config.JointSize), (images.Count, images.RegionCount, images.JointSize));
        // The large cases store the regions of their first images alone.
        golden.AssertOutput("img_emb", images.Regions.AsSpan(0, golden.Output("img_emb").Span.Length));
        golden.AssertOutput("img_glo", images.Globals);
    }
}
