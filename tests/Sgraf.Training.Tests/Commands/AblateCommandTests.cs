using System.Diagnostics;
using System.Text.Json;
using Sgraf.Tests;
using Sgraf.Training.Runs;
using Sgraf.Training.Terminal;
using Sgraf.Training.Tests.Runs;

namespace Sgraf.Training.Tests.Commands;

public sealed class AblateCommandTests : IDisposable
{
    private static readonly string[] Tiny =
    [
        "--preset", "demo", "--epochs", "2", "--batch", "20", "--joint-size", "16", "--similarity-size", "8", "--word-size", "8", "--min-count", "1",
        "--save-every", "0",
    ];

    private readonly LearnableData _data = new(trainImages: 20, devImages: 10);
    private readonly TemporaryFolder _folder = new();

    public void Dispose()
    {
        _folder.Dispose();
        _data.Dispose();
    }

    [Fact]
    public void A_killed_ablation_goes_on_and_ends_with_the_same_table()
    {
        string[] only = ["--only", "sgr", "saf", "sgr-scalar"];
        using var undisturbed = Start("whole", only);    // a process of its own: tests of this one share its random numbers
        var whole = EndOf(undisturbed);

        var second = new RunFolder(_folder.PathOf("broken/saf/seed-1"));
        using (var process = Start("broken", only))
        {
            while (!process.HasExited && !(File.Exists(second.Steps) && File.ReadLines(second.Steps).Count() >= 2)) Thread.Sleep(5);
            Assert.False(process.HasExited, "The ablation was over before it could be killed.");
            process.Kill();
            process.WaitForExit();
        }
        Assert.False(JsonDocument.Parse(File.ReadAllText(_folder.PathOf("broken/ablation.json"))).RootElement.GetProperty("complete").GetBoolean());
        using var again = Start("broken", only);
        var resumed = EndOf(again);
        Assert.Contains("sgr, seed 1: done before.\n", resumed.Error, StringComparison.Ordinal);
        Assert.Contains("going on from step", resumed.Error, StringComparison.Ordinal);
        Assert.True(resumed.Document.GetProperty("complete").GetBoolean());
        Assert.Equal(["sgraf", "sgr", "saf", "sgr-scalar"], Rows(whole).Select(row => row.GetProperty("name").GetString()));
        Assert.Equal(Rows(whole).Select(Recalls), Rows(resumed).Select(Recalls));
    }

    [Fact]
    public void The_table_has_the_recalls_that_an_evaluation_of_the_run_finds()
    {
        var report = Run("out", "--only", "joint", "mean", "sgr-1-step", "saf-without-local", "--standardize", "true");
        var rows = Rows(report).ToDictionary(row => row.GetProperty("name").GetString()!);
        Assert.Equal(["joint", "joint.sgr", "joint.saf", "sgr-1-step", "mean", "saf-without-local"], rows.Keys);
        Assert.Equal(Evaluate("joint"), rows["joint"].GetProperty("rsum").GetDouble(), 1e-9);
        Assert.Equal(Evaluate("joint", "--module", "saf"), rows["joint.saf"].GetProperty("rsum").GetDouble(), 1e-9);
        Assert.Equal(Evaluate("mean"), rows["mean"].GetProperty("rsum").GetDouble(), 1e-9);
        Assert.Equal(Evaluate("sgr-1-step"), rows["sgr-1-step"].GetProperty("rsum").GetDouble(), 1e-9);
        var best = File.ReadLines(new RunFolder(_folder.PathOf("out/saf-without-local/seed-1")).Epochs)
            .Max(line => JsonDocument.Parse(line).RootElement.GetProperty("rsum").GetDouble());
        Assert.Equal(best, rows["saf-without-local"].GetProperty("rsum").GetDouble(), 1e-9);
    }

    [Fact]
    public void Of_several_seeds_the_mean_counts()
    {
        var report = Run("out", "--only", "sgr", "--seeds", "1", "2", "--epochs", "1");
        Assert.Equal(
            ["--epochs", "--batch", "--min-count", "--word-size", "--joint-size", "--similarity-size"],
            report.Document.GetProperty("changes").EnumerateArray().Select(change => change.GetString()));
        var row = Rows(report).Single();
        var rsums = row.GetProperty("rsums").EnumerateArray().Select(rsum => rsum.GetDouble()).ToArray();
        Assert.Equal(2, rsums.Length);
        Assert.NotEqual(rsums[0], rsums[1]);
        Assert.Equal(rsums.Average(), row.GetProperty("rsum").GetDouble(), 1e-9);
    }

    [Fact]
    public void The_table_is_left_as_markdown_json_and_a_picture()
    {
        var report = Run("out", "--only", "sgr-without-global", "--epochs", "1");
        Assert.Contains("| sgr-without-global | SGR without global alignment | ", File.ReadAllText(_folder.PathOf("out/ablation.md")), StringComparison.Ordinal);
        var stored = JsonDocument.Parse(File.ReadAllText(_folder.PathOf("out/ablation.json"))).RootElement;
        Assert.Equal(Rows(report).Select(Recalls), stored.GetProperty("rows").EnumerateArray().Select(Recalls));
        Assert.Equal([0x89, 0x50, 0x4E, 0x47], File.ReadAllBytes(_folder.PathOf("out/ablation.png"))[..4]);
    }

    [Fact]
    public void Weights_of_a_variant_that_nothing_serves_are_no_bundle()
    {
        Run("out", "--only", "sgr-scalar", "--epochs", "1");
        var best = new RunFolder(_folder.PathOf("out/sgr-scalar/seed-1")).Best;
        var evaluated = CommandLine.Run("evaluate", "--bundle", best, "--data", _data.Path, "--split", "dev");
        Assert.Equal(ExitCode.Failed, evaluated.ExitCode);
        Assert.EndsWith(" is no bundle; what it has is variant.safetensors.\n", evaluated.Error);
        var trained = CommandLine.Run(
            ["train", "--data", _data.Path, "--module", "sgr", "--out", _folder.PathOf("on"), "--start-from", _folder.PathOf("out/sgr-scalar/seed-1")]);
        Assert.Contains("holds a variant of the network that an ablation trained", trained.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Other_settings_than_those_of_a_finished_variant_are_refused_by_name()
    {
        Run("out", "--only", "sgr", "--epochs", "1");
        var again = Run("out", "--only", "sgr", "--epochs", "1", "--margin", "0.1");
        Assert.Equal(ExitCode.Failed, again.ExitCode);
        Assert.Contains("begun with another --margin", again.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_run_with_a_head_is_no_start_for_variants()
    {
        CommandLine.Run(["train", "--data", _data.Path, "--module", "sgr", "--out", _folder.PathOf("sgr"), .. Tiny]);
        var outcome = Run("out", "--start-from", _folder.PathOf("sgr"));
        Assert.Equal(ExitCode.Failed, outcome.ExitCode);
        Assert.Contains("--start-from is a run of sgr: its head would favour one variant", outcome.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--only", "sgr-9-steps")]
    [InlineData("--epochs", "0")]
    [InlineData("--graph-steps", "2")]
    public void What_is_no_choice_is_wrong_usage(params string[] options) =>
        Assert.Equal(ExitCode.WrongUsage, CommandLine.Run(["ablate", "--data", _data.Path, "--out", _folder.PathOf("out"), .. options]).ExitCode);

    [Fact]
    public void An_unknown_variant_is_named_with_the_known_ones() => Assert.StartsWith(
        "sgraf ablate: --only has sgr-9-steps; choose from sgr, saf, joint, sgr-1-step, ",
        CommandLine.Run("ablate", "--data", _data.Path, "--out", _folder.PathOf("out"), "--only", "sgr", "sgr-9-steps").Error);

    private CommandLine Run(string name, params string[] more) => CommandLine.Run(Arguments(name, more));

    private string[] Arguments(string name, string[] more) =>
        ["ablate", "--json", "--data", _data.Path, "--out", _folder.PathOf(name), .. WithoutEpochs(more), .. more];

    private static string[] WithoutEpochs(string[] more) => more.Contains("--epochs") ? [.. Tiny[..2], .. Tiny[4..]] : Tiny;

    private Process Start(string name, string[] more) => Process.Start(new ProcessStartInfo(
        "dotnet", [Path.Combine(AppContext.BaseDirectory, "sgraf.dll"), .. Arguments(name, more)])
    {
        RedirectStandardError = true, RedirectStandardOutput = true,
    })!;

    private static CommandLine EndOf(Process process)
    {
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return new CommandLine(process.ExitCode, output, error.GetAwaiter().GetResult());
    }

    private double Evaluate(string variant, params string[] more) => CommandLine.Run(
        ["evaluate", "--json", "--data", _data.Path, "--split", "dev", "--bundle", new RunFolder(_folder.PathOf($"out/{variant}/seed-1")).Best, .. more])
        .Document.GetProperty("rsum").GetDouble();

    private static JsonElement.ArrayEnumerator Rows(CommandLine outcome) => outcome.ExitCode == ExitCode.Done
        ? outcome.Document.GetProperty("rows").EnumerateArray()
        : throw new InvalidOperationException(outcome.Error);

    private static string Recalls(JsonElement row) => string.Join(' ', new[] { row.GetProperty("name") }
        .Concat(row.GetProperty("i2t").EnumerateObject().Select(figure => figure.Value)).Concat(row.GetProperty("t2i").EnumerateObject().Select(figure => figure.Value)));
}
