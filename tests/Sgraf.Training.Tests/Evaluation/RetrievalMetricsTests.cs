using System.Text.Json;
using Sgraf.Model.Bundles;
using Sgraf.Tests;
using Sgraf.Training.Evaluation;

namespace Sgraf.Training.Tests.Evaluation;

public sealed class RetrievalMetricsTests
{
    private const int CaptionsAnImage = 5;
    private const string Folds = "fold5";
    private const string Ensemble = "ensemble20";

    private static readonly JsonElement Cases = JsonDocument.Parse(File.ReadAllText(GoldenData.PathOf("metrics.json"))).RootElement.GetProperty("cases");

    public static TheoryData<string> Names => [.. Cases.EnumerateObject().Select(entry => entry.Name).Where(name => name is not Folds)];

    [Theory, MemberData(nameof(Names))]
    public void Ranks_are_those_of_the_official_code(string name)
    {
        var golden = Cases.GetProperty(name);
        var ranks = RanksOf(name);
        if (golden.GetProperty("exact").GetBoolean())
        {
            Assert.Equal(Integers(golden, "i2t_ranks"), ranks.I2t);
            Assert.Equal(Integers(golden, "t2i_ranks"), ranks.T2i);
            return;
        }
        AssertWithin(Integers(golden, "i2t_rank_min"), ranks.I2t, Integers(golden, "i2t_rank_max"));
        AssertWithin(Integers(golden, "t2i_rank_min"), ranks.T2i, Integers(golden, "t2i_rank_max"));
    }

    [Theory, MemberData(nameof(Names))]
    public void Metrics_are_those_of_the_official_code(string name)
    {
        var golden = Cases.GetProperty(name);
        Assert.SkipUnless(golden.GetProperty("exact").GetBoolean(), "Only the bounds of its ranks are defined.");
        var metrics = RetrievalMetrics.Of(RanksOf(name));
        AssertDirection(golden.GetProperty("i2t"), metrics.I2t);
        AssertDirection(golden.GetProperty("t2i"), metrics.T2i);
        Assert.Equal(golden.GetProperty("rsum").GetDouble(), metrics.Rsum, 1e-9);
    }

    [Fact]
    public void Folds_are_averaged_figure_by_figure()
    {
        var golden = Cases.GetProperty(Folds);
        var scores = Read(Folds);
        var fold = scores.Length / 5;
        var metrics = RetrievalMetrics.Mean([.. scores.Chunk(fold).Select(part => RetrievalMetrics.Of(RetrievalRanks.Of(part, ImageOf(part.Length))))]);
        double[] i2t = [metrics.I2t.R1, metrics.I2t.R5, metrics.I2t.R10, metrics.I2t.Medr, metrics.I2t.Meanr];
        double[] t2i = [metrics.T2i.R1, metrics.T2i.R5, metrics.T2i.R10, metrics.T2i.Medr, metrics.T2i.Meanr];
        Assert.Equal(golden.GetProperty("i2t_mean").EnumerateArray().Select(value => value.GetDouble()), i2t, (a, b) => Math.Abs(a - b) < 1e-9);
        Assert.Equal(golden.GetProperty("t2i_mean").EnumerateArray().Select(value => value.GetDouble()), t2i, (a, b) => Math.Abs(a - b) < 1e-9);
        Assert.Equal(golden.GetProperty("rsum_mean").GetDouble(), metrics.Rsum, 1e-9);
    }

    [Fact]
    public void A_score_that_is_no_number_is_an_error()
    {
        var failure = Assert.Throws<NotFiniteNumberException>(() => RetrievalRanks.Of([0.1f, 0.2f, float.NaN, 0.4f], [0, 1]));
        Assert.Contains("image 1 with caption 0", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_image_without_a_caption_is_an_error() =>
        Assert.Throws<ArgumentException>(() => RetrievalRanks.Of([0.1f, 0.2f, 0.3f, 0.4f], [0, 0]));

    [Fact]
    public void Images_may_have_any_number_of_captions()
    {
        var ranks = RetrievalRanks.Of([0.9f, 0.1f, 0.8f, 0.2f, 0.7f, 0.3f], [0, 1, 1]);
        Assert.Equal([0, 0], ranks.I2t);
        Assert.Equal([0, 0, 1], ranks.T2i);
    }

    private static RetrievalRanks RanksOf(string name)
    {
        var scores = name == Ensemble ? Mean(Read("ens_sgr20"), Read("ens_saf20")) : Read(name);
        return RetrievalRanks.Of(scores, ImageOf(scores.Length));
    }

    /// <summary>Five captions an image, B x 5 B scores.</summary>
    private static int[] ImageOf(int scoreCount) =>
        [.. Enumerable.Range(0, CaptionsAnImage * (int)Math.Sqrt(scoreCount / CaptionsAnImage)).Select(caption => caption / CaptionsAnImage)];

    private static float[] Mean(float[] left, float[] right) => [.. left.Zip(right, (a, b) => (a + b) / 2)];

    private static float[] Read(string name)
    {
        using var file = SafetensorsFile.Open(GoldenData.PathOf("metrics.safetensors"));
        return file.Read(name).Values.ToArray();
    }

    private static int[] Integers(JsonElement golden, string name) => [.. golden.GetProperty(name).EnumerateArray().Select(value => value.GetInt32())];

    private static void AssertWithin(int[] least, int[] ranks, int[] most)
    {
        for (var query = 0; query < ranks.Length; query++) Assert.InRange(ranks[query], least[query], most[query]);
    }

    private static void AssertDirection(JsonElement golden, DirectionMetrics metrics)
    {
        Assert.Equal(golden.GetProperty("r1").GetDouble(), metrics.R1, 1e-9);
        Assert.Equal(golden.GetProperty("r5").GetDouble(), metrics.R5, 1e-9);
        Assert.Equal(golden.GetProperty("r10").GetDouble(), metrics.R10, 1e-9);
        Assert.Equal(golden.GetProperty("medr").GetDouble(), metrics.Medr, 1e-9);
        Assert.Equal(golden.GetProperty("meanr").GetDouble(), metrics.Meanr, 1e-9);
    }
}
