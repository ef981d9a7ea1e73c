using System.Text.Json;
using Sgraf.Model.Bundles;
using Sgraf.Tests;
using Sgraf.Training.Network;
using Sgraf.Training.Runs;
using Sgraf.Training.Tests.Runs;

namespace Sgraf.Training.Tests.Commands;

public sealed class TrainCommandTests
{
    private static readonly string[] Tiny =
        ["--preset", "demo", "--batch", "25", "--joint-size", "32", "--similarity-size", "16", "--word-size", "16", "--min-count", "1"];

    private const string Origin = """
        {"detectorId":"crops-7","detectorSha256":"0","featureSize":16,"rows":6,"pictures":20,"picturesSha256":"0"}
        """;

    [Fact]
    public void A_dual_encoder_and_then_sgr_learn_far_beyond_chance()
    {
        using var data = new LearnableData();
        using var runs = new TemporaryFolder();
        var dual = Train(data, runs, "dual", "dual", "--epochs", "8", "--learning-rate", "0.003", "--warm-up-steps", "10");
        var sgr = Train(data, runs, "sgr", "sgr", "--epochs", "4", "--start-from", runs.PathOf("dual"), "--warm-up-steps", "10");
        // By chance: 1 + 5 + 10 captions of 20 images find 5 + 25 + 50 percent, and images with five captions a little more.
        Assert.True(dual.Document.GetProperty("best_rsum").GetDouble() > 300, dual.Output + dual.Error);
        Assert.True(sgr.Document.GetProperty("best_rsum").GetDouble() > 350, sgr.Output + sgr.Error);
    }

    [Fact]
    public void The_best_weights_are_a_bundle_with_their_recall()
    {
        using var data = new LearnableData(trainImages: 20, devImages: 10);
        using var runs = new TemporaryFolder();
        File.WriteAllText(Path.Combine(data.Path, "train_features.json"), Origin);
        var report = Train(data, runs, "joint", "joint", "--epochs", "1", "--standardize", "true").Document;
        var bundle = Bundle.Load(new RunFolder(runs.PathOf("joint")).Best);
        Assert.Equal((SimilarityModule.Sgraf, "crops-7"), (bundle.Manifest.Modules, bundle.Manifest.DetectorId));
        Assert.Equal(report.GetProperty("best_rsum").GetDouble(), bundle.Manifest.Provenance.Metrics["dev.sgraf.rsum"]);
    }

    [Fact]
    public void What_is_not_named_is_as_the_preset_has_it()
    {
        using var data = new LearnableData(trainImages: 10, devImages: 5);
        using var runs = new TemporaryFolder();
        var outcome = CommandLine.Run(
            "train", "--data", data.Path, "--module", "dual", "--out", runs.PathOf("run"), "--preset", "small", "--epochs", "1", "--min-count", "1");
        Assert.True(outcome.ExitCode == 0, outcome.Error);
        var expected = Presets.Of(Presets.Small, NetworkKind.Dual) with { Epochs = 1, MinCount = 1 };
        Assert.Equal(expected, RunSettings.Read(new RunFolder(runs.PathOf("run")).Settings).HyperParameters);
    }

    [Fact]
    public void Only_the_weights_of_the_last_epochs_stay()
    {
        using var data = new LearnableData(trainImages: 10, devImages: 5);
        using var runs = new TemporaryFolder();
        Train(data, runs, "run", "dual", "--epochs", "4", "--keep", "2");
        Assert.Equal(["epoch-003", "epoch-004"], new RunFolder(runs.PathOf("run")).AllEpochs().Select(Path.GetFileName));
    }

    [Fact]
    public void Every_step_and_epoch_is_logged_once_and_drawn()
    {
        using var data = new LearnableData(trainImages: 10, devImages: 5);
        using var runs = new TemporaryFolder();
        var folder = new RunFolder(runs.PathOf("run"));
        Train(data, runs, "run", "saf", "--epochs", "2");
        Assert.Equal([1, 2, 3, 4], Lines(folder.Steps).Select(line => line.GetProperty("step").GetInt32()));
        Assert.Equal([1, 2], Lines(folder.Epochs).Select(line => line.GetProperty("epoch").GetInt32()));
        Assert.Equal([0x89, 0x50, 0x4E, 0x47], File.ReadAllBytes(folder.Curves)[..4]);
    }

    [Fact]
    public void Other_settings_than_those_of_the_run_are_refused_by_name()
    {
        using var data = new LearnableData(trainImages: 10, devImages: 5);
        using var runs = new TemporaryFolder();
        Train(data, runs, "run", "dual", "--epochs", "1");
        var again = CommandLine.Run("train", "--data", data.Path, "--module", "dual", "--out", runs.PathOf("run"), "--margin", "0.1");
        Assert.Equal(1, again.ExitCode);
        Assert.Contains("begun with another --margin", again.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("2", "--margin is 2; choose 0 to 1.")]
    [InlineData("wide", "Cannot parse argument 'wide' for option '--margin'")]
    public void A_value_out_of_its_range_is_wrong_usage(string margin, string message)
    {
        var outcome = CommandLine.Run("train", "--data", ".", "--module", "sgr", "--out", "run", "--margin", margin);
        Assert.Equal(2, outcome.ExitCode);
        Assert.Contains(message, outcome.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_loss_that_is_no_number_stops_the_run_and_names_the_step()
    {
        using var data = new LearnableData(trainImages: 40, devImages: 5);
        using var runs = new TemporaryFolder();
        var outcome = Run(data, runs, "run", "sgr", "--learning-rate", "1", "--clip", "1000000", "--warm-up-steps", "0", "--word-dropout", "0.9",
            "--weight-decay", "10", "--epochs", "200");
        Assert.Equal(1, outcome.ExitCode);
        Assert.Matches("sgraf train: step [0-9]+: the loss is sgr (NaN|∞)", outcome.Error);
    }

    private static CommandLine Train(LearnableData data, TemporaryFolder runs, string name, string module, params string[] more)
    {
        var outcome = Run(data, runs, name, module, more);
        Assert.True(outcome.ExitCode == 0, outcome.Error);
        return outcome;
    }

    private static CommandLine Run(LearnableData data, TemporaryFolder runs, string name, string module, params string[] more) => CommandLine.Run(
        ["train", "--json", "--data", data.Path, "--module", module, "--out", runs.PathOf(name), .. Tiny, .. more]);

    private static IEnumerable<JsonElement> Lines(string path) => File.ReadLines(path).Select(line => JsonDocument.Parse(line).RootElement);
}
