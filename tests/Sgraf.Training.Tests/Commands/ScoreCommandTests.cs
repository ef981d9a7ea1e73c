using Sgraf.Model.Bundles;
using Sgraf.Tests;
using Sgraf.Training.Commands;
using Sgraf.Training.Data;
using Sgraf.Training.Terminal;

namespace Sgraf.Training.Tests.Commands;

public sealed class ScoreCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly GoldenBundle _bundle;

    public ScoreCommandTests() => _bundle = new GoldenBundle(_folder);

    private string Target => _folder.PathOf("scores.npy");

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("sgr", "tiny-SGR")]
    [InlineData("saf", "tiny-SAF")]
    public void Scores_are_those_of_the_official_code(string module, string name)
    {
        var golden = GoldenCase.Load(name);
        _bundle.Use(golden);
        Assert.Equal(ExitCode.Done, Score("--module", module).ExitCode);
        golden.AssertOutput("scores", ReadScores());
    }

    [Fact]
    public void Without_a_choice_the_score_is_the_mean_of_both_networks()
    {
        Score("--module", "sgr");
        var sgr = ReadScores();
        Score("--module", "saf");
        var saf = ReadScores();
        Score();
        Assert.Equal(sgr.Zip(saf, (left, right) => (left + right) / 2), ReadScores());
    }

    [Fact]
    public void One_thread_writes_the_same_bytes()
    {
        Score();
        var many = File.ReadAllBytes(Target);
        Score("--threads", "1");
        Assert.Equal(many, File.ReadAllBytes(Target));
    }

    [Fact]
    public void The_summary_is_one_document()
    {
        var result = Score("--json");
        var document = result.Document;
        Assert.Equal((Target, "sgraf"), (document.GetProperty("path").GetString(), document.GetProperty("module").GetString()));
        Assert.Equal((7, 9), (document.GetProperty("images").GetInt32(), document.GetProperty("captions").GetInt32()));
        Assert.Contains(document.GetProperty("kernel").GetString(), (string[])["avx512", "avx2", "portable"]);
        Assert.True(document.GetProperty("seconds").GetDouble() > 0 && document.GetProperty("pairs_per_second").GetDouble() > 0);
        Assert.StartsWith("Scoring: 63 pairs in ", result.Error);
    }

    [Fact]
    public void Few_captions_are_ranked_for_people()
    {
        var result = Score("--module", "sgr");
        var captions = File.ReadAllLines(_bundle.Captions);
        var scores = GoldenBundle.Sgr.Output("scores").Span[..captions.Length].ToArray();
        var best = scores.Zip(captions).OrderByDescending(pair => pair.First).Take(3).Select(pair => $"  {pair.First:0.0000}  {pair.Second}");
        Assert.StartsWith($"image 0\n{string.Join('\n', best)}\nimage 1\n", result.Output);
        Assert.Contains($"\n{Target}: 7 x 9 scores by sgr on ", result.Output);
    }

    [Fact]
    public void A_network_that_the_bundle_lacks_is_refused_with_the_remedy()
    {
        using var folder = new TemporaryFolder();
        var bundle = new GoldenBundle(folder, SimilarityModule.Saf);
        var result = Score(bundle, "--module", "sgraf");
        AssertFailed($"{bundle.Path} holds saf and not sgraf; leave --module away or choose saf.", result);
    }

    [Fact]
    public void Features_of_another_shape_are_refused_with_the_detector_to_use()
    {
        NpyWriter.Write(_bundle.Features, [7, 36, 63], writer => writer.Append(new float[7 * 36 * 63]));
        AssertFailed(
            $"{_bundle.Features}: expected shape (images, 36, 64), found (7, 36, 63); use features of the detector tiny-detector.", Score());
    }

    [Fact]
    public void Features_that_are_not_finite_are_refused_by_image()
    {
        var values = GoldenBundle.Sgr.Images.Span.ToArray();
        values[5 * 36 * 64 + 17] = float.NaN;
        NpyWriter.Write(_bundle.Features, [7, 36, 64], writer => writer.Append(values));
        var result = Score();
        Assert.EndsWith($"sgraf score: {_bundle.Features}: image 5 has a value that is not finite; compute its features again.\n", result.Error);
        Assert.Equal((ExitCode.Failed, "", false), (result.ExitCode, result.Output, File.Exists(Target)));
    }

    [Fact]
    public void A_target_that_cannot_be_written_is_refused_before_anything_is_scored()
    {
        Directory.CreateDirectory(Target);
        AssertFailed($"{Target} is a folder; name a file with --out.", Score());
        var below = _folder.PathOf("absent/scores.npy");
        AssertFailed(
            $"{below} cannot be written, as there is no folder {_folder.PathOf("absent")}; make it or choose another --out.",
            CommandLine.Run("score", "--bundle", _bundle.Path, "--features", _bundle.Features, "--captions", _bundle.Captions, "--out", below));
    }

    [Fact]
    public void A_file_without_captions_is_refused()
    {
        File.WriteAllText(_bundle.Captions, "");
        AssertFailed($"{_bundle.Captions} holds no captions; write one a line.", Score());
    }

    [Fact]
    public void A_folder_that_is_no_bundle_is_named()
    {
        var result = CommandLine.Run(
            "score", "--bundle", _folder.Path, "--features", _bundle.Features, "--captions", _bundle.Captions, "--out", Target);
        Assert.Equal((ExitCode.Failed, ""), (result.ExitCode, result.Output));
        Assert.StartsWith($"sgraf score: {_folder.PathOf("model.json")}", result.Error);
    }

    [Theory]
    [InlineData("--threads", "0")]
    [InlineData("--module", "both")]
    public void Unknown_values_are_wrong_usage(params string[] options) => Assert.Equal(ExitCode.WrongUsage, Score(options).ExitCode);

    [Fact]
    public void An_interrupted_run_leaves_nothing_half_written()
    {
        var before = Directory.GetFileSystemEntries(_folder.Path).Order().ToArray();
        var result = CommandLine.Run(
            AllCommands.Create(), Stream.Null, new CancellationToken(canceled: true),
            "score", "--bundle", _bundle.Path, "--features", _bundle.Features, "--captions", _bundle.Captions, "--out", Target);
        Assert.Equal((ExitCode.Interrupted, "", "sgraf score: interrupted.\n"), (result.ExitCode, result.Output, result.Error));
        Assert.Equal(before, Directory.GetFileSystemEntries(_folder.Path).Order());
    }

    private float[] ReadScores()
    {
        using var file = NpyFile.Open(Target);
        using var scores = file.Map(0, 7);
        Assert.Equal([7, 9], file.Shape);
        return scores.Span.ToArray();
    }

    private static void AssertFailed(string sentence, CommandLine result) =>
        Assert.Equal(new CommandLine(ExitCode.Failed, "", $"sgraf score: {sentence}\n"), result);

    private CommandLine Score(params string[] options) => Score(_bundle, options);

    private CommandLine Score(GoldenBundle bundle, params string[] options) => CommandLine.Run(
        ["score", "--bundle", bundle.Path, "--features", bundle.Features, "--captions", bundle.Captions, "--out", Target, .. options]);
}
