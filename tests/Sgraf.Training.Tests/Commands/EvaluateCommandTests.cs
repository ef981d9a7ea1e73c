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

    [Fact]
    public void The_sheet_shows_the_best_images_of_captions_and_frames_their_own()
    {
        var (names, sheet) = (Enumerable.Range(0, 10).Select(image => $"{image}.png").ToArray(), _folder.PathOf("sheet.png"));
        foreach (var name in names) File.WriteAllBytes(_folder.PathOf(name), TestPicture.Plain(80, 60, 200, 30, 40).Encode(".png"));
        Assert.Contains("leave --sheet away", Run("--sheet", sheet).Error, StringComparison.Ordinal);
        File.WriteAllLines(Path.Combine(_data.Path, "dev_ids.txt"), names);
        Assert.Contains("--images", Run("--sheet", sheet).Error, StringComparison.Ordinal);
        Evaluate("--sheet", sheet, "--images", _folder.Path);
        using var drawn = NetVips.Image.NewFromFile(sheet);
        Assert.Equal((1310, 2040), (drawn.Width, drawn.Height));
        var colours = Enumerable.Range(0, 12).SelectMany(row => Enumerable.Range(0, 5).Select(place => drawn.Getpoint(260 + 105 + 210 * place, 75 + 170 * row)));
        Assert.All(colours, colour => Assert.Equal([200d, 30, 40], colour[..3]));
        using var green = (drawn[1] > 200) & (drawn[0] < 100);
        Assert.True(green.Avg() > 0);
        foreach (var name in names) File.WriteAllText(_folder.PathOf(name), "no picture");
        var (undrawn, target) = (Run("--sheet", sheet, "--images", _folder.Path, "--out", _folder.PathOf("ranks"), "--json"), _folder.PathOf("ranks"));
        Assert.Contains("cannot be drawn", undrawn.Error, StringComparison.Ordinal);
        Assert.True(undrawn.Document.GetProperty("rsum").GetDouble() > 0 && File.Exists(Path.Combine(target, "ranks.json")));
    }

    [Fact]
    public void What_cannot_be_written_is_refused_before_anything_is_scored()
    {
        var file = _folder.Write("a file", [1]);
        Refuses($"{file} is no folder; name one with --out.", "--out", file);
        Refuses($"{file} is no folder; name one with --out.", "--out", Path.Combine(file, "ranks"));
        if (OperatingSystem.IsLinux()) Refuses("/proc/ranks cannot be written, as /proc takes no files; check its permissions", "--out", "/proc/ranks");
        Refuses("make it or choose another --sheet.", "--sheet", _folder.PathOf("absent/sheet.png"));
        Refuses($"{_folder.Path} is a folder; name a file with --sheet.", "--sheet", _folder.Path);
        File.WriteAllLines(Path.Combine(_data.Path, "dev_ids.txt"), ["0.png", "1.png"]);
        Refuses("dev_ids.txt names 2 images and dev_ims.npy has 10", "--sheet", _folder.PathOf("sheet.png"));
    }

    private void Refuses(string problem, params string[] options)
    {
        var outcome = Run(options);
        Assert.Equal((1, ""), (outcome.ExitCode, outcome.Output));
        Assert.Contains(problem, outcome.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("Scoring", outcome.Error, StringComparison.Ordinal);
    }

    private CommandLine Evaluate(params string[] more)
    {
        var outcome = Run(more);
        Assert.True(outcome.ExitCode == 0, outcome.Error);
        return outcome;
    }

    private CommandLine Run(params string[] more) => CommandLine.Run(["evaluate", "--bundle", _bundle, "--data", _data.Path, "--split", "dev", .. more]);
}
