using Sgraf.Model.Bundles;
using Sgraf.Tests;
using Sgraf.Training.Terminal;

namespace Sgraf.Training.Tests.Commands;

public sealed class ImportCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly GoldenBundle _bundle;

    public ImportCommandTests() => _bundle = new GoldenBundle(_folder);

    private string Target => _folder.PathOf("imported");

    private string Vocabulary => _folder.PathOf("vocab.json");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Both_published_checkpoints_become_a_bundle_that_scores_as_they_do()
    {
        var result = Import("--sgr", Golden("tiny-SGR.legacy-cuda.pth.tar"), "--saf", Golden("tiny-SAF.zip.pth.tar"));
        Assert.Equal(
            new CommandLine(
                ExitCode.Done,
                $"{Target}: sgraf for 50 words and features of bottom-up-attention-36, from tiny-SGR.legacy-cuda.pth.tar (rsum 487.3 in training) "
                + "and tiny-SAF.zip.pth.tar (rsum 487.3 in training)\n",
                ""),
            result);
        Assert.Equal(Scores(_bundle.Path), Scores(Target));
    }

    [Theory]
    [InlineData("sgr", "tiny-SGR.zip.pth.tar")]
    [InlineData("saf", "tiny-SAF.legacy.pth.tar")]
    public void One_network_is_enough(string module, string file)
    {
        var document = Import($"--{module}", Golden(file), "--detector", "mine", "--json").Document;
        Assert.Equal(
            (module, "mine", 64),
            (document.GetProperty("modules").GetString(), document.GetProperty("detector_id").GetString(),
                document.GetProperty("config").GetProperty("feature_size").GetInt32()));
        Assert.Equal(file, document.GetProperty("imported")[0].GetProperty("name").GetString());
        Assert.Equal(487.3, document.GetProperty("imported")[0].GetProperty("best_rsum").GetDouble());
    }

    [Fact]
    public void No_network_at_all_is_wrong_usage() => Assert.Equal(
        new CommandLine(ExitCode.WrongUsage, "", "sgraf import: Name --sgr, --saf, or both. See sgraf import --help.\n"), Import());

    [Fact]
    public void An_older_bundle_is_replaced_only_when_forced()
    {
        Import("--sgr", Golden("tiny-SGR.zip.pth.tar"));
        var refused = Import("--saf", Golden("tiny-SAF.zip.pth.tar"));
        Assert.Equal((ExitCode.Failed, ""), (refused.ExitCode, refused.Output));
        Assert.StartsWith($"sgraf import: {Target} exists;", refused.Error);
        Assert.Equal(SimilarityModule.Sgr, Bundle.Load(Target).Manifest.Modules);
        Assert.Equal(ExitCode.Done, Import("--saf", Golden("tiny-SAF.zip.pth.tar"), "--force").ExitCode);
        Assert.Equal(SimilarityModule.Saf, Bundle.Load(Target).Manifest.Modules);
    }

    [Fact]
    public void A_checkpoint_of_the_other_network_is_refused_by_name()
    {
        var path = Golden("tiny-SAF.zip.pth.tar");
        var result = Import("--sgr", path);
        Assert.Equal(new CommandLine(ExitCode.Failed, "", $"sgraf import: {path}: expected the weights of Sgr, found those of Saf.\n"), result);
        Assert.False(Directory.Exists(Target));
    }

    [Fact]
    public void Files_of_weights_do_not_hold_their_words() => Assert.Equal(
        new CommandLine(ExitCode.WrongUsage, "", "sgraf import: Name --vocab; files of weights do not hold their words. See sgraf import --help.\n"),
        CommandLine.Run("import", "--out", Target, "--sgr", Golden("tiny-SGR.zip.pth.tar")));

    [Fact]
    public void A_dual_encoder_becomes_the_shortlist_and_changes_no_score()
    {
        var dual = RandomCheckpoint.Create(GoldenBundle.Sgr.Config, SimilarityModules.Dual, seed: 1);
        CheckpointFile.Save(_folder.PathOf("dual.safetensors"), dual);
        var result = Import("--sgr", Golden("tiny-SGR.zip.pth.tar"), "--saf", Golden("tiny-SAF.zip.pth.tar"), "--dual", _folder.PathOf("dual.safetensors"));
        Assert.Equal(ExitCode.Done, result.ExitCode);
        Assert.Contains("features of bottom-up-attention-36, its shortlist by a dual encoder, from ", result.Output);
        Assert.EndsWith(" and dual.safetensors\n", result.Output);
        Assert.Equal(dual["img_enc.fc.weight"].Values.ToArray(), Bundle.Load(Target).Dual!["img_enc.fc.weight"].Values.ToArray());
        Assert.Equal(Scores(_bundle.Path), Scores(Target));
    }

    [Theory]
    [InlineData("sgr", "dual", "expected the weights of Dual, found those of Sgr.")]
    [InlineData("dual", "sgr", "expected the weights of Sgr, found those of Dual.")]
    public void A_scorer_is_no_dual_encoder_nor_the_other_way_round(string weights, string option, string message)
    {
        var path = _folder.PathOf("weights.safetensors");
        CheckpointFile.Save(path, weights == "sgr" ? GoldenBundle.Sgr.Checkpoint : RandomCheckpoint.Create(GoldenBundle.Sgr.Config, SimilarityModules.Dual, seed: 1));
        var result = Import("--saf", Golden("tiny-SAF.zip.pth.tar"), $"--{option}", path);
        Assert.Equal(new CommandLine(ExitCode.Failed, "", $"sgraf import: {path}: {message}\n"), result);
        Assert.False(Directory.Exists(Target));
    }

    [Fact]
    public void A_dual_encoder_of_other_sizes_is_refused_by_them()
    {
        var path = _folder.PathOf("dual.safetensors");
        CheckpointFile.Save(path, RandomCheckpoint.Create(GoldenBundle.Sgr.Config with { JointSize = 16 }, SimilarityModules.Dual, seed: 1));
        var result = Import("--sgr", Golden("tiny-SGR.zip.pth.tar"), "--dual", path);
        Assert.Contains($"{path}: expected networks of the same sizes, found\n- ", result.Error);
        Assert.Contains("JointSize = 16", result.Error);
        Assert.False(Directory.Exists(Target));
    }

    private static string Golden(string file) => GoldenData.PathOf($"checkpoints/{file}");

    private CommandLine Import(params string[] options) => CommandLine.Run(["import", "--vocab", Vocabulary, "--out", Target, .. options]);

    private byte[] Scores(string bundle)
    {
        var scores = _folder.PathOf("scores.npy");
        var result = CommandLine.Run("score", "--bundle", bundle, "--features", _bundle.Features, "--captions", _bundle.Captions, "--out", scores);
        Assert.Equal(ExitCode.Done, result.ExitCode);
        return File.ReadAllBytes(scores);
    }
}
