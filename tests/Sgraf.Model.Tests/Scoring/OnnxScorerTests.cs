using Sgraf.Model.Bundles;
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

    [Theory]
    [InlineData("tiny-SGR")]
    [InlineData("tiny-SAF")]
    public void A_pair_scores_alike_among_more_images_than_fit_one_run(string name)
    {
        var golden = GoldenCase.Load(name);
        var (images, captions) = Encode(golden);
        using var scorer = new OnnxScorer(golden.Checkpoint, golden.Config, golden.Module);
        var expected = scorer.Score(images, captions);
        var copies = 300;
        var scores = scorer.Score(Repeat(images, copies), captions);
        for (var i = 0; i < copies; i++)
            Close.Assert(expected, scores.AsSpan(i * expected.Length, expected.Length), 1e-6, $"scores of copy {i}");
    }

    [Fact]
    public void No_captions_have_no_scores()
    {
        var golden = GoldenCase.Load("tiny-SGR");
        var (images, captions) = Encode(golden);
        using var scorer = new OnnxScorer(golden.Checkpoint, golden.Config, golden.Module);
        Assert.Empty(scorer.Score(images, captions with { Lengths = [], Offsets = [], Words = [], Globals = [] }));
    }

    [Fact]
    public void Embeddings_of_another_size_are_refused()
    {
        var golden = GoldenCase.Load("tiny-SGR");
        var (images, captions) = Encode(golden);
        using var scorer = new OnnxScorer(golden.Checkpoint, golden.Config, golden.Module);
        Assert.Throws<ArgumentException>("images", () => scorer.Score(images with { RegionCount = 35 }, captions));
        Assert.Throws<ArgumentException>("images", () => scorer.Score(images with { JointSize = 16 }, captions));
        Assert.Throws<ArgumentException>("captions", () => scorer.Score(images, captions with { JointSize = 16 }));
    }

    [Fact]
    public void The_mean_of_both_modules_is_no_module_of_a_network()
    {
        var golden = GoldenCase.Load("tiny-SGR");
        Assert.Throws<ArgumentException>("module", () => new OnnxScorer(golden.Checkpoint, golden.Config, SimilarityModule.Sgraf));
    }

    [Fact]
    public void A_checkpoint_of_the_other_module_is_refused_by_the_missing_weight()
    {
        var golden = GoldenCase.Load("tiny-SGR");
        var error = Assert.Throws<CheckpointException>(() => new OnnxScorer(golden.Checkpoint, golden.Config, SimilarityModule.Saf));
        Assert.Contains("sim_enc.SAF_module.attn_sim_w", error.Message, StringComparison.Ordinal);
    }

    private static (EncodedImages, EncodedCaptions) Encode(GoldenCase golden)
    {
        using var images = new ImageEncoder(golden.Checkpoint, golden.Config);
        using var captions = new TextEncoder(golden.Checkpoint, golden.Config);
        return (images.Encode(golden.Images.Values, [.. golden.Images.Shape]), captions.Encode(golden.Captions));
    }

    private static EncodedImages Repeat(EncodedImages images, int copies) => images with
    {
        Count = images.Count * copies,
        Regions = [.. Enumerable.Repeat(images.Regions, copies).SelectMany(values => values)],
        Globals = [.. Enumerable.Repeat(images.Globals, copies).SelectMany(values => values)],
    };
}
