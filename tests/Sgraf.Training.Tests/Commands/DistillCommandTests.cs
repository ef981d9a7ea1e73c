using System.Text.Json;
using Sgraf.Model.Bundles;
using Sgraf.Tests;
using Sgraf.Training.Commands;
using Sgraf.Training.Runs;
using Sgraf.Training.Terminal;
using Sgraf.Training.Tests.Runs;

namespace Sgraf.Training.Tests.Commands;

public sealed class DistillCommandTests : IClassFixture<DistillCommandTests.TrainedBundle>, IDisposable
{
    private readonly TrainedBundle _trained;
    private readonly TemporaryFolder _folder = new();
    private readonly string _bundle;

    public DistillCommandTests(TrainedBundle trained)
    {
        (_trained, _bundle) = (trained, _folder.PathOf("bundle"));
        Directory.CreateDirectory(_bundle);
        foreach (var file in Directory.EnumerateFiles(trained.Path)) File.Copy(file, Path.Combine(_bundle, Path.GetFileName(file)));
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Projections_that_audit_better_are_stored_and_searched_by()
    {
        var report = Distill("--epochs", "8").Document;
        Assert.Equal("distilled", report.GetProperty("kept").GetString());
        Assert.True(Share(report, "distilled") > Share(report, "globals") + 0.05, report.GetRawText());
        var audit = CommandLine.Run("audit", "--bundle", _bundle, "--data", _trained.Data, "--split", "dev", "--json", "--queries", "1000").Document;
        Assert.Equal(("projected", 8), (audit.GetProperty("shortlist").GetString(), audit.GetProperty("vector_size").GetInt32()));
        Assert.Equal(Share(report, "distilled"), Deciding(audit.GetProperty("kept")), 1e-9);
    }

    [Fact]
    public void Everything_else_of_the_bundle_keeps_its_bytes()
    {
        File.WriteAllText(Path.Combine(_bundle, "LICENSE"), "as it is");
        var before = Files();
        var report = Distill("--epochs", "1").Document;
        var after = Files();
        Assert.Equal(
            before.Where(file => file.Key != "model.json"), after.Where(file => file.Key is not ("model.json" or "shortlist.safetensors")));
        var (old, metrics) = (Bundle.Load(_trained.Path).Manifest.Provenance.Metrics, Bundle.Load(_bundle).Manifest.Provenance.Metrics);
        Assert.Equal(old, metrics.Where(metric => old.ContainsKey(metric.Key)));
        var top10 = metrics.Where(metric => metric.Key.EndsWith(".top10", StringComparison.Ordinal)).Average(metric => metric.Value);
        Assert.Equal(100 * Share(report, report.GetProperty("kept").GetString()!), top10, 0.01);
    }

    [Fact]
    public void Projections_that_audit_no_better_than_the_global_vectors_are_not_stored()
    {
        var outcome = Distill("--epochs", "0", "--size", "1");
        Assert.Equal("globals", outcome.Document.GetProperty("kept").GetString());
        Assert.Null(Bundle.Load(_bundle).Shortlist);
    }

    [Fact]
    public void Projections_that_the_bundle_has_stay_where_new_ones_are_worse()
    {
        Distill("--epochs", "8");
        var stored = File.ReadAllBytes(Path.Combine(_bundle, "shortlist.safetensors"));
        var report = Distill("--epochs", "0", "--size", "1").Document;
        Assert.Equal("present", report.GetProperty("kept").GetString());
        Assert.Equal(stored, File.ReadAllBytes(Path.Combine(_bundle, "shortlist.safetensors")));
    }

    [Fact]
    public void A_dual_encoder_that_audits_worse_is_replaced_and_that_is_said()
    {
        var bundle = Bundle.Load(_bundle);
        BundleWriter.Amend(_bundle, RandomCheckpoint.Create(bundle.Config, SimilarityModules.Dual, seed: 1).Tensors, bundle.Manifest.Provenance);
        var outcome = Run("--epochs", "8");
        Assert.True(outcome.ExitCode == ExitCode.Done, outcome.Error);
        Assert.StartsWith("dual ", outcome.Output.Split('\n')[2]);
        Assert.Contains("the distilled projections audit best and are stored in place of the dual encoder; ", outcome.Output);
        Assert.Equal(8, Bundle.Load(_bundle).Shortlist!["image.bias"].Shape[0]);
    }

    [Fact]
    public void A_dual_encoder_of_the_networks_own_encoders_audits_as_its_global_vectors_do_and_goes()
    {
        var bundle = Bundle.Load(_bundle);
        var shared = new CheckpointSchema(bundle.Config, SimilarityModules.Dual).Shapes.Keys.ToDictionary(name => name, name => bundle.Sgr![name]);
        BundleWriter.Amend(_bundle, shared, bundle.Manifest.Provenance);
        var report = Distill("--epochs", "0", "--size", "1").Document;
        Assert.Equal(Share(report, "globals"), Share(report, "dual"), 1e-12);
        Assert.Equal("globals", report.GetProperty("kept").GetString());
        Assert.Null(Bundle.Load(_bundle).Shortlist);
    }

    [Fact]
    public void The_same_seed_gives_the_same_projections()
    {
        Distill("--epochs", "2");
        var first = File.ReadAllBytes(Path.Combine(_bundle, "shortlist.safetensors"));
        File.Delete(Path.Combine(_bundle, "shortlist.safetensors"));
        Distill("--epochs", "2");
        Assert.Equal(first, File.ReadAllBytes(Path.Combine(_bundle, "shortlist.safetensors")));
    }

    [Fact]
    public void People_are_told_what_was_compared_and_what_stays()
    {
        var outcome = Run("--epochs", "0", "--size", "1");
        var lines = outcome.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.StartsWith("globals", lines[1]);
        Assert.StartsWith("distilled", lines[2]);
        Assert.StartsWith($"{_bundle}: no projection audits better than the global vectors, so the bundle has none; ", lines[^1]);
        Assert.Contains("before the first epoch: ", outcome.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_vector_longer_than_the_global_ones_is_refused()
    {
        var outcome = Run("--size", "17");
        Assert.Equal(
            (ExitCode.Failed, "sgraf distill: --size is 17, the global vectors of this bundle have 16 values; choose 1 to 16.\n"),
            (outcome.ExitCode, outcome.Error));
    }

    [Theory]
    [InlineData("--size", "0")]
    [InlineData("--epochs", "1001")]
    [InlineData("--block", "1")]
    [InlineData("--images", "few")]
    public void Numbers_out_of_range_are_wrong_usage(params string[] options) => Assert.Equal(ExitCode.WrongUsage, Run(options).ExitCode);

    [Fact]
    public void An_interrupted_distillation_leaves_the_bundle_as_it_was()
    {
        var before = Files();
        var outcome = CommandLine.Run(
            AllCommands.Create(), Stream.Null, new CancellationToken(canceled: true), "distill", "--bundle", _bundle, "--data", _trained.Data);
        Assert.Equal(ExitCode.Interrupted, outcome.ExitCode);
        Assert.Equal(before, Files());
    }

    private CommandLine Distill(params string[] more)
    {
        var outcome = Run(["--json", .. more]);
        Assert.True(outcome.ExitCode == ExitCode.Done, outcome.Error);
        return outcome;
    }

    private CommandLine Run(params string[] more) => CommandLine.Run(
        ["distill", "--bundle", _bundle, "--data", _trained.Data, .. more.Contains("--size") ? Array.Empty<string>() : ["--size", "8"],
            .. more.Contains("--block") ? Array.Empty<string>() : ["--block", "25"], "--learning-rate", "0.01", "--queries", "1000", .. more]);

    private Dictionary<string, string> Files() => Directory.EnumerateFiles(_bundle).Order(StringComparer.Ordinal)
        .ToDictionary(path => Path.GetFileName(path), path => Convert.ToHexString(File.ReadAllBytes(path)));

    private static double Share(JsonElement report, string name) => report.GetProperty("shortlists").EnumerateArray()
        .Single(shortlist => shortlist.GetProperty("name").GetString() == name).GetProperty("share").GetDouble();

    private static double Deciding(JsonElement rows) => rows.EnumerateArray()
        .Where(row => row.GetProperty("top").GetInt32() == 10 && row.GetProperty("shortlist").GetInt32() is 50 or 100)
        .Where(row => row.GetProperty("module").GetString() == "sgr").Average(row => row.GetProperty("kept").GetDouble());

    /// <summary>A network that was trained without a dual encoder, so that its global vectors know little of its scores.</summary>
    public sealed class TrainedBundle : IDisposable
    {
        private readonly LearnableData _data = new(trainImages: 100, devImages: 120);
        private readonly TemporaryFolder _folder = new();

        public TrainedBundle()
        {
            var trained = CommandLine.Run(
                "train", "--data", _data.Path, "--module", "sgr", "--out", _folder.PathOf("run"), "--preset", "demo", "--epochs", "2", "--batch", "25",
                "--joint-size", "16", "--similarity-size", "8", "--word-size", "8", "--min-count", "1", "--warm-up-steps", "5", "--learning-rate", "0.005");
            Assert.True(trained.ExitCode == ExitCode.Done, trained.Error);
            Path = new RunFolder(_folder.PathOf("run")).Best;
        }

        public string Path { get; }

        public string Data => _data.Path;

        public void Dispose()
        {
            _folder.Dispose();
            _data.Dispose();
        }
    }
}
