using Sgraf.Model.Bundles;
using Sgraf.Model.Matrices;
using Sgraf.Model.Scoring;
using Sgraf.Model.Tests.Bundles;
using Sgraf.Tests;

namespace Sgraf.Model.Tests.Scoring;

public sealed class SelfTestRunTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly Bundle _bundle;

    public SelfTestRunTests() => _bundle = SelfTestRun.Record(TinyBundle.Make(_folder));

    public static TheoryData<InstructionSet> Instructions => [.. Enum.GetValues<InstructionSet>().Where(InstructionSets.IsSupported)];

    private string Target => _folder.PathOf("bundle");

    public void Dispose() => _folder.Dispose();

    [Theory, MemberData(nameof(Instructions))]
    public void A_bundle_that_was_written_passes_its_self_test_on_every_instruction_set(InstructionSet instructions)
    {
        BundleWriter.Write(Target, _bundle);
        var result = Repeat(Bundle.Load(Target), instructions);
        Assert.True(result.Passed, string.Join(", ", result.Found));
        Assert.Equal(_bundle.Manifest.SelfTest!.Scores, result.Test.Scores);
    }

    [Fact]
    public void A_full_size_network_passes_on_every_instruction_set()
    {
        var config = new ModelConfig { VocabularySize = 50 };
        var bundle = SelfTestRun.Record(_bundle with
        {
            Manifest = _bundle.Manifest with { Config = config, Modules = SimilarityModule.Sgr },
            Sgr = RandomCheckpoint.Create(config, SimilarityModule.Sgr, seed: 1),
            Saf = null,
        });
        Assert.All(Enum.GetValues<InstructionSet>().Where(InstructionSets.IsSupported), set => Assert.True(Repeat(bundle, set).Passed));
    }

    [Fact]
    public void Scores_are_far_from_zero_and_one() =>
        Assert.All(_bundle.Manifest.SelfTest!.Scores.Values, score => Assert.InRange(score, 0.05, 0.95));

    [Theory]
    [InlineData("img_enc.fc.weight")]
    [InlineData("txt_enc.embed.weight")]
    [InlineData("txt_enc.cap_rnn.weight_hh_l0_reverse")]
    [InlineData("sim_enc.sim_eval_w.bias")]
    public void Another_weight_fails(string name)
    {
        var changed = _bundle.Sgr!.Tensors.ToDictionary();
        changed[name] = changed[name] with { Values = changed[name].Values.ToArray().Select(value => value + 0.01f).ToArray() };
        Assert.False(Repeat(_bundle with { Sgr = new Checkpoint(changed) }).Passed);
    }

    [Fact]
    public void Words_in_another_order_fail()
    {
        var words = System.Text.Encoding.UTF8.GetString(TinyBundle.Vocabulary(_bundle.Config.VocabularySize));
        for (var word = 4; word < _bundle.Config.VocabularySize; word++)
            words = words.Replace($"\"w{word}\"", $"\"v{_bundle.Config.VocabularySize + 3 - word}\"", StringComparison.Ordinal);
        var path = _folder.Write("reversed.json", System.Text.Encoding.UTF8.GetBytes(words.Replace("\"v", "\"w", StringComparison.Ordinal)));
        Assert.False(Repeat(_bundle with { VocabularyPath = path }).Passed);
    }

    [Fact]
    public void An_older_bundle_has_no_self_test()
    {
        BundleWriter.Write(Target, _bundle with { Manifest = _bundle.Manifest with { SelfTest = null } });
        Assert.DoesNotContain("selfTest", File.ReadAllText(Path.Combine(Target, "model.json")));
        var loaded = Bundle.Load(Target);
        using var networks = new BundleNetworks(loaded);
        Assert.Null(SelfTestRun.Repeat(loaded, networks));
    }

    private static SelfTestResult Repeat(Bundle bundle, InstructionSet? instructions = null)
    {
        using var networks = new BundleNetworks(bundle, instructions);
        return SelfTestRun.Repeat(bundle, networks)!;
    }
}
