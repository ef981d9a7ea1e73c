using Sgraf.Model.Encoding;
using Sgraf.Model.Scoring;
using Sgraf.Tests;

namespace Sgraf.Model.Tests.Scoring;

public sealed class OnnxScorerTests
{
    [Theory]
    [MemberData(nameof(GoldenCase.Names), MemberType = typeof(GoldenCase))]
    public void Scores_equal_the_reference(string name)
    {
        var golden = GoldenCase.Load(name);
        var (images, captions) = Encode(golden);
        using var scorer = new OnnxScorer(golden.Checkpoint, golden.Config, golden.Module);
        golden.AssertOutput("scores", scorer.Score(images, captions));
    }

    private static (EncodedImages, EncodedCaptions) Encode(GoldenCase golden)
    {
        using var images = new ImageEncoder(golden.Checkpoint, golden.Config);
        using var captions = new TextEncoder(golden.Checkpoint, golden.Config);
        return (images.Encode(golden.Images.Values, [.. golden.Images.Shape]), captions.Encode(golden.Captions));
    }
}
