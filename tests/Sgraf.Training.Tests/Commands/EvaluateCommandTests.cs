using System.Text.Json;
using Sgraf.Tests;
using Sgraf.Training.Data;
using Sgraf.Training.Runs;
using Sgraf.Training.Tests.Runs;

namespace Sgraf.Training.Tests.Commands;

public sealed class EvaluateCommandTests : IDisposable
{
    private readonly LearnableData _data = new(trainImages: 20, devImages: 10);
    private readonly TemporaryFolder _folder = new();
    private readonly string _bundle;
    private readonly double _rsum;

    public EvaluateCommandTests()
    {
        var trained = CommandLine.Run(
            "train", "--json", "--data", _data.Path, "--module", "joint", "--out", _folder.PathOf("run"), "--preset", "demo", "--epochs", "1",
            "--batch", "20", "--joint-size", "16", "--similarity-size", "8", "--word-size", "8", "--min-count", "1");
        Assert.True(trained.ExitCode == 0, trained.Error);
        _bundle = new RunFolder(_folder.PathOf("run")).Best;
        _rsum = trained.Document.GetProperty("best_rsum").GetDouble();
    }

    public void Dispose()
    {
        _folder.Dispose();
        _data.Dispose();
    }

    [Fact]
    public void A_bundle_has_the_recall_that_its_training_measured()
    {
        var report = Evaluate("--json").Document;
        Assert.Equal("sgraf", report.GetProperty("module").GetString());
        Assert.Equal(_rsum, report.GetProperty("rsum").GetDouble(), 1e-9);
        Assert.Equal((10, 50), (report.GetProperty("images").GetInt32(), report.GetProperty("captions").GetInt32()));
        Assert.True(report.GetProperty("i2t").GetProperty("medr").GetDouble() >= 1);
        Assert.True(report.GetProperty("t2i").GetProperty("meanr").GetDouble() >= 1);
        Assert.True(report.GetProperty("pairs_per_second").GetDouble() > 0);
    }

    [Fact]
    public void The_scores_and_every_querys_rank_are_left_where_asked_for()
    {
        var target = _folder.PathOf("ranks");
        Evaluate("--module", "saf", "--out", target);
        using var scores = NpyFile.Open(Path.Combine(target, "scores.npy"));
        Assert.Equal([10L, 50L], scores.Shape);
        var ranks = JsonDocument.Parse(File.ReadAllText(Path.Combine(target, "ranks.json"))).RootElement;
        Assert.Equal(10, ranks.GetProperty("i2t").GetArrayLength());
        Assert.All(ranks.GetProperty("t2i").EnumerateArray(), rank => Assert.InRange(rank.GetInt32(), 1, 10));
    }

    [Fact]
    public void Five_folds_need_five_thousand_images()
    {
        var outcome = Run("--fold5");
        Assert.Equal(1, outcome.ExitCode);
        Assert.Contains("dev has 10 images, five folds need 5000", outcome.Error, StringComparison.Ordinal);
    }

    private CommandLine Evaluate(params string[] more)
    {
        var outcome = Run(more);
        Assert.True(outcome.ExitCode == 0, outcome.Error);
        return outcome;
    }

    private CommandLine Run(params string[] more) => CommandLine.Run(["evaluate", "--bundle", _bundle, "--data", _data.Path, "--split", "dev", .. more]);
}
