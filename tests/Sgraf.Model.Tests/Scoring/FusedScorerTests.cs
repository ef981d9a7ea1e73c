using Sgraf.Model.Matrices;
using Sgraf.Model.Bundles;
using Sgraf.Model.Encoding;
using Sgraf.Model.Scoring;
using Sgraf.Tests;

namespace Sgraf.Model.Tests.Scoring;

public sealed class FusedScorerTests
{
    private static readonly ModelConfig Small = new()
    {
        FeatureSize = 24, WordSize = 12, JointSize = 80, SimilaritySize = 40, RegionCount = 36, VocabularySize = 20,
    };

    public static TheoryData<string, InstructionSet> GoldenCases =>
        [.. from name in GoldenCase.Names from set in Enum.GetValues<InstructionSet>() select (name.Data, set)];

    public static TheoryData<SimilarityModule, InstructionSet> Paths =>
        [.. from module in new[] { SimilarityModule.Sgr, SimilarityModule.Saf } from set in Enum.GetValues<InstructionSet>() select (module, set)];

    [Theory, MemberData(nameof(GoldenCases))]
    public void Scores_are_those_of_the_official_code(string name, InstructionSet instructions)
    {
        Require(instructions);
        var golden = GoldenCase.Load(name);
        using var pairs = new GoldenPairs(golden);
        using var scorer = new FusedScorer(golden.Checkpoint, golden.Config, golden.Module, instructions);
        golden.AssertOutput("scores", pairs.Score(scorer));
    }

    [Theory, MemberData(nameof(GoldenCase.Names), MemberType = typeof(GoldenCase))]
    public void Losses_of_the_scores_are_those_of_the_official_code(string name)
    {
        var golden = GoldenCase.Load(name);
        using var pairs = new GoldenPairs(golden);
        using var scorer = new FusedScorer(golden.Checkpoint, golden.Config, golden.Module);
        var scores = pairs.Score(scorer);
        golden.AssertOutput("loss_eval_max", [(float)Hinge(scores, pairs.Images.Count, costs => costs.Max())]);
        golden.AssertOutput("loss_eval_sum", [(float)Hinge(scores, pairs.Images.Count, costs => costs.Sum())]);
    }

    [Theory, MemberData(nameof(Paths))]
    public void Any_sizes_give_the_scores_of_the_plain_formulas(SimilarityModule module, InstructionSet instructions)
    {
        Require(instructions);
        foreach (var (regionCount, jointSize, similaritySize) in new[] { (1, 33, 1), (2, 32, 16), (13, 7, 33), (36, 100, 64), (64, 129, 20) })
        {
            var config = Small with { RegionCount = regionCount, JointSize = jointSize, SimilaritySize = similaritySize };
            AssertScores(config, module, instructions, imageCount: 3, lengths: [1, 2, 5]);
        }
    }

    [Theory, MemberData(nameof(Paths))]
    public void Captions_of_any_length_give_the_scores_of_the_plain_formulas(SimilarityModule module, InstructionSet instructions)
    {
        Require(instructions);
        AssertScores(Small, module, instructions, imageCount: 2, lengths: [1, 2, 15, 16, 64, 300]);
    }

    [Theory]
    [InlineData(SimilarityModule.Sgr)]
    [InlineData(SimilarityModule.Saf)]
    public void Scores_agree_with_the_graph_for_gpus(SimilarityModule module)
    {
        var checkpoint = RandomCheckpoint.Create(Small, module, seed: 5);
        var images = RandomPairs.Images(12, Small.RegionCount, Small.JointSize, seed: 1);
        var captions = RandomPairs.Captions([3, 9, 40, 12], Small.JointSize, seed: 2);
        using var graph = new OnnxScorer(checkpoint, Small, module);
        using var kernel = new FusedScorer(checkpoint, Small, module);
        Close.Assert(graph.Score(images, captions), Score(kernel, images, captions), 2e-6, "scores");
    }

    [Theory, MemberData(nameof(Paths))]
    public void A_batch_scores_bitwise_like_its_pairs(SimilarityModule module, InstructionSet instructions)
    {
        Require(instructions);
        var checkpoint = RandomCheckpoint.Create(Small, module, seed: 6);
        int[] lengths = [4, 12, 1, 31, 7, 33, 2, 64, 12, 12, 120, 3];
        var images = RandomPairs.Images(19, Small.RegionCount, Small.JointSize, seed: 3);
        var captions = RandomPairs.Captions(lengths, Small.JointSize, seed: 4);
        using var scorer = new FusedScorer(checkpoint, Small, module, instructions);
        var all = Score(scorer, images, captions, threads: 1);

        Assert.Equal(all, Score(scorer, images, captions, threads: 4));
        for (var image = 0; image < images.Count; image += 6)
            for (var caption = 0; caption < captions.Count; caption++)
                Assert.Equal(all[image * captions.Count + caption], Score(scorer, One(images, image), One(captions, caption))[0]);
    }

    [Fact]
    public void Images_picked_score_bitwise_as_among_all()
    {
        using var images = new PackedImages(RandomPairs.Images(9, Small.RegionCount, Small.JointSize, seed: 15));
        using var captions = new PackedCaptions(RandomPairs.Captions([4, 12, 7], Small.JointSize, seed: 16));
        using var scorer = new FusedScorer(RandomCheckpoint.Create(Small, SimilarityModule.Sgr, seed: 17), Small, SimilarityModule.Sgr);
        var all = new float[9 * 3];
        scorer.Score(images, captions, all);
        var scores = new float[3 * 3];
        using (var picked = images.Pick([8, 2, 5, 2]).Pick([1, 0, 2])) scorer.Score(picked, captions, scores);
        Assert.Equal([.. all[6..9], .. all[24..27], .. all[15..18]], scores);

        scorer.Score(images, captions, all);    // what was picked has freed nothing
        Assert.Equal(scores[3..6], all[24..27]);
        Assert.Throws<ArgumentOutOfRangeException>(() => images.Pick([9]));
        Assert.Throws<ArgumentOutOfRangeException>(() => images.Pick([-1]));
    }

    [Theory]
    [InlineData(SimilarityModule.Sgr)]
    [InlineData(SimilarityModule.Saf)]
    public void Instruction_sets_agree(SimilarityModule module)
    {
        var config = Small with { JointSize = 256, SimilaritySize = 128 };
        var checkpoint = RandomCheckpoint.Create(config, module, seed: 7);
        var images = RandomPairs.Images(10, config.RegionCount, config.JointSize, seed: 5);
        var captions = RandomPairs.Captions([12, 30, 5], config.JointSize, seed: 6);
        var scores = Enum.GetValues<InstructionSet>().Where(InstructionSets.IsSupported).Select(set =>
        {
            using var scorer = new FusedScorer(checkpoint, config, module, set);
            return Score(scorer, images, captions);
        }).ToArray();
        foreach (var other in scores[1..])
            Close.Assert(scores[0], other, 1e-6, "scores");
    }

    [Fact]
    public void Scoring_allocates_nothing_for_a_pair()
    {
        var checkpoint = RandomCheckpoint.Create(Small, SimilarityModule.Sgr, seed: 8);
        using var images = new PackedImages(RandomPairs.Images(400, Small.RegionCount, Small.JointSize, seed: 7));
        using var captions = new PackedCaptions(RandomPairs.Captions([12, 12, 12, 12, 12, 12, 12, 12], Small.JointSize, seed: 8));
        using var scorer = new FusedScorer(checkpoint, Small, SimilarityModule.Sgr);
        var scores = new float[images.Count * captions.Count];
        long Allocated()
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            scorer.Score(images, captions, scores, threads: 1);
            return GC.GetAllocatedBytesForCurrentThread() - before;
        }

        // The least of several: the runtime itself allocates while it compiles a method anew.
        var allocated = Enumerable.Range(0, 5).Min(_ => Allocated());
        Assert.True(allocated < 1024, $"{allocated} bytes for {scores.Length} pairs.");
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    public void Embeddings_that_are_not_finite_are_refused(float value)
    {
        var images = RandomPairs.Images(2, Small.RegionCount, Small.JointSize, seed: 9);
        images.Regions[^1] = value;
        Assert.Contains("Image 1", Assert.Throws<NotFiniteNumberException>(() => new PackedImages(images)).Message, StringComparison.Ordinal);
        var captions = RandomPairs.Captions([3, 4], Small.JointSize, seed: 10);
        captions.Words[0] = value;
        Assert.Throws<NotFiniteNumberException>(() => new PackedCaptions(captions));
    }

    [Fact]
    public void Embeddings_that_overflow_are_never_ranked()
    {
        var checkpoint = RandomCheckpoint.Create(Small, SimilarityModule.Saf, seed: 11);
        var images = RandomPairs.Images(2, Small.RegionCount, Small.JointSize, seed: 11);
        images.Globals[^1] = 3e38f;
        using var scorer = new FusedScorer(checkpoint, Small, SimilarityModule.Saf);
        var captions = RandomPairs.Captions([3], Small.JointSize, 12);
        using var packedImages = new PackedImages(images);
        using var packedCaptions = new PackedCaptions(captions);
        using var graph = new OnnxScorer(checkpoint, Small, SimilarityModule.Saf);
        foreach (var ways in (Action[])[
            () => scorer.Score(packedImages, packedCaptions, new float[2], threads: 1),
            () => scorer.Explain(packedImages, 1, packedCaptions, 0),
            () => graph.Score(images, captions)])
            Assert.Contains("Image 1 with caption 0 scores NaN", Assert.Throws<NotFiniteNumberException>(ways).Message, StringComparison.Ordinal);
        Assert.True(float.IsFinite(scorer.Explain(packedImages, 0, packedCaptions, 0).Score));
    }

    [Fact]
    public void Sizes_that_do_not_fit_are_refused()
    {
        using var scorer = new FusedScorer(RandomCheckpoint.Create(Small, SimilarityModule.Saf, 1), Small, SimilarityModule.Saf);
        using var images = new PackedImages(RandomPairs.Images(2, 36, 32, seed: 1));
        using var captions = new PackedCaptions(RandomPairs.Captions([3], Small.JointSize, seed: 1));
        var error = Assert.Throws<ArgumentException>(() => scorer.Score(images, captions, new float[2]));
        Assert.Contains("32 values, expected 80", error.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => new PackedImages(new float[10], new float[4], regionCount: 2, jointSize: 4));
        Assert.Throws<ArgumentException>(() => new PackedCaptions(new float[8], new float[8], [1, 0], jointSize: 4));
    }

    [Fact]
    public void Nothing_has_no_scores()
    {
        using var scorer = new FusedScorer(RandomCheckpoint.Create(Small, SimilarityModule.Saf, 1), Small, SimilarityModule.Saf);
        using var noImages = new PackedImages([], [], 36, Small.JointSize);
        using var image = new PackedImages(RandomPairs.Images(1, 36, Small.JointSize, seed: 1));
        using var noCaptions = new PackedCaptions([], [], [], Small.JointSize);
        using var caption = new PackedCaptions(RandomPairs.Captions([3], Small.JointSize, seed: 1));
        foreach (var threads in (int[])[1, 2])
        {
            scorer.Score(noImages, caption, [], threads);
            scorer.Score(image, noCaptions, [], threads);
            scorer.Score(noImages, noCaptions, [], threads);
        }
    }

    [Fact]
    public async Task A_scoring_that_is_cancelled_in_its_middle_stops()
    {
        using var scorer = new FusedScorer(RandomCheckpoint.Create(Small, SimilarityModule.Sgr, 1), Small, SimilarityModule.Sgr);
        using var images = new PackedImages(RandomPairs.Images(2000, 36, Small.JointSize, seed: 1));
        using var captions = new PackedCaptions(RandomPairs.Captions([.. Enumerable.Repeat(12, 400)], Small.JointSize, seed: 1));
        using var cancelled = new CancellationTokenSource();
        var scores = new float[images.Count * captions.Count];
        var scoring = Task.Factory.StartNew(
            () => scorer.Score(images, captions, scores, 1, cancelled.Token), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        while (Volatile.Read(ref scores[0]) == 0) await Task.Yield();
        await cancelled.CancelAsync();
        await Assert.ThrowsAsync<OperationCanceledException>(() => scoring);
        Assert.Equal(0, scores[^1]);
    }

    [Fact]
    public void A_cancelled_explanation_stops()
    {
        using var scorer = new FusedScorer(RandomCheckpoint.Create(Small, SimilarityModule.Sgr, 1), Small, SimilarityModule.Sgr);
        using var images = new PackedImages(RandomPairs.Images(1, 36, Small.JointSize, seed: 1));
        using var captions = new PackedCaptions(RandomPairs.Captions([3], Small.JointSize, seed: 1));
        using var cancelled = new CancellationTokenSource();
        cancelled.Cancel();
        Assert.Throws<OperationCanceledException>(() => scorer.Explain(images, 0, captions, 0, cancelled.Token));
    }

    [Fact]
    public void A_cancelled_scoring_stops()
    {
        using var scorer = new FusedScorer(RandomCheckpoint.Create(Small, SimilarityModule.Sgr, 1), Small, SimilarityModule.Sgr);
        using var images = new PackedImages(RandomPairs.Images(40, 36, Small.JointSize, seed: 1));
        using var captions = new PackedCaptions(RandomPairs.Captions([3], Small.JointSize, seed: 1));
        using var cancelled = new CancellationTokenSource();
        cancelled.Cancel();
        var scores = new float[40];
        Assert.Throws<OperationCanceledException>(() => scorer.Score(images, captions, scores, 2, cancelled.Token));
        Assert.All(scores, score => Assert.Equal(0, score));
    }

    internal static float[] Score(FusedScorer scorer, EncodedImages images, EncodedCaptions captions, int threads = 0)
    {
        using var packedImages = new PackedImages(images);
        using var packedCaptions = new PackedCaptions(captions);
        var scores = new float[images.Count * captions.Count];
        scorer.Score(packedImages, packedCaptions, scores, threads);
        return scores;
    }

    internal static void Require(InstructionSet instructions) =>
        Assert.SkipUnless(InstructionSets.IsSupported(instructions), $"This processor cannot run {instructions}.");

    private static void AssertScores(
        ModelConfig config, SimilarityModule module, InstructionSet instructions, int imageCount, int[] lengths)
    {
        var checkpoint = RandomCheckpoint.Create(config, module, seed: 12);
        var images = RandomPairs.Images(imageCount, config.RegionCount, config.JointSize, seed: 13);
        var captions = RandomPairs.Captions(lengths, config.JointSize, seed: 14);
        using var scorer = new FusedScorer(checkpoint, config, module, instructions);
        var reference = new ReferenceScorer(checkpoint, config, module);
        var expected = new float[imageCount * lengths.Length];
        for (var pair = 0; pair < expected.Length; pair++)
        {
            var (image, caption) = Math.DivRem(pair, lengths.Length);
            var one = One(images, image);
            expected[pair] = (float)reference.Score(
                ReferenceScorer.Rows(one.Regions, config.JointSize),
                ReferenceScorer.Rows(one.Globals, config.JointSize)[0],
                ReferenceScorer.Rows(captions.WordsOf(caption).Span, config.JointSize),
                ReferenceScorer.Rows(One(captions, caption).Globals, config.JointSize)[0]);
        }
        Close.Assert(expected, Score(scorer, images, captions), 2e-6, $"{config.RegionCount} x {config.JointSize} x {config.SimilaritySize}");
    }

    private static EncodedImages One(EncodedImages images, int image) => images with
    {
        Count = 1,
        Regions = images.Regions[(image * images.RegionCount * images.JointSize)..((image + 1) * images.RegionCount * images.JointSize)],
        Globals = images.Globals[(image * images.JointSize)..((image + 1) * images.JointSize)],
    };

    private static EncodedCaptions One(EncodedCaptions captions, int caption) => captions with
    {
        Lengths = [captions.Lengths[caption]],
        Offsets = [0],
        Words = captions.WordsOf(caption).ToArray(),
        Globals = captions.Globals[(caption * captions.JointSize)..((caption + 1) * captions.JointSize)],
    };

    /// <summary>The official ContrastiveLoss of the square part of a score matrix, margin 0.2; costs of a row or column are reduced.</summary>
    private static double Hinge(float[] scores, int size, Func<IEnumerable<double>, double> reduce)
    {
        var columns = scores.Length / size;
        double Cost(int image, int caption, int positive) =>
            image == caption ? 0 : Math.Max(0, 0.2 + scores[image * columns + caption] - scores[positive * columns + positive]);
        var all = Enumerable.Range(0, size).ToArray();
        return all.Sum(image => reduce(all.Select(caption => Cost(image, caption, image))))
             + all.Sum(caption => reduce(all.Select(image => Cost(image, caption, caption))));
    }
}
