using Sgraf.Model.Bundles;
using Sgraf.Tests;

namespace Sgraf.Model.Tests.Bundles;

public sealed class BundleWriterTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly Bundle _bundle;

    public BundleWriterTests() => _bundle = TinyBundle.Make(_folder);

    private string Target => _folder.PathOf("bundle");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void An_existing_folder_is_replaced_only_when_forced()
    {
        BundleWriter.Write(Target, _bundle);
        var other = _bundle with { Manifest = _bundle.Manifest with { DetectorId = "other" }, Shortlist = null };
        Assert.Contains("exists", Assert.Throws<IOException>(() => BundleWriter.Write(Target, other)).Message);
        Assert.Equal("blobs-1", Bundle.Load(Target).Manifest.DetectorId);
        BundleWriter.Write(Target, other, force: true);
        Assert.Equal("other", Bundle.Load(Target).Manifest.DetectorId);
        Assert.Null(Bundle.Load(Target).Shortlist);
        Assert.Equal([Target], Directory.GetDirectories(_folder.Path));
    }

    [Fact]
    public void A_bundle_may_be_written_over_itself()
    {
        BundleWriter.Write(Target, _bundle);
        BundleWriter.Write(Target + "/", Bundle.Load(Target) with { Shortlist = null }, force: true);
        Assert.Equal([1, 2, 3], File.ReadAllBytes(Bundle.Load(Target).DetectorPath!));
    }

    [Fact]
    public void An_amended_bundle_has_another_shortlist_and_other_notes_and_keeps_every_other_byte()
    {
        BundleWriter.Write(Target, _bundle);
        CheckpointFile.Save(Path.Combine(Target, "sgr.safetensors"), _bundle.Sgr!, SafetensorsType.F16);
        File.WriteAllText(Path.Combine(Target, "LICENSE"), "free");
        File.WriteAllText(Path.Combine(Directory.CreateDirectory(Path.Combine(Target, "gallery")).FullName, "model.json"), "a file of another folder");
        var before = Files();
        var head = new Dictionary<string, WeightTensor> { ["text.bias"] = new([2], new float[] { 3, 4 }) };
        BundleWriter.Amend(Target + "/", head, new Provenance { Notes = "amended" });

        var amended = Bundle.Load(Target);
        Assert.Equal(["text.bias"], amended.Shortlist!.Keys);
        var (written, selfTest) = (_bundle.Manifest.SelfTest!, amended.Manifest.SelfTest!);
        Assert.Equal(_bundle.Manifest with { Provenance = amended.Manifest.Provenance, SelfTest = selfTest }, amended.Manifest);
        Assert.Equal(written with { Scores = selfTest.Scores }, selfTest);
        Assert.Equal(written.Scores, selfTest.Scores);
        Assert.Equal("amended", amended.Manifest.Provenance.Notes);
        string[] changed = ["model.json", "shortlist.safetensors"];
        Assert.Equal(before.Where(file => !changed.Contains(file.Name)), Files().Where(file => !changed.Contains(file.Name)));
        BundleWriter.Amend(Target, null, new Provenance());
        Assert.Null(Bundle.Load(Target).Shortlist);
        Assert.Equal([Target], Directory.GetDirectories(_folder.Path));

        (string Name, string Bytes)[] Files() => [.. Directory.EnumerateFiles(Target, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
            .Select(path => (Path.GetRelativePath(Target, path), Convert.ToHexString(File.ReadAllBytes(path))))];
    }

    [Fact]
    public void An_unsound_shortlist_amends_nothing()
    {
        BundleWriter.Write(Target, _bundle);
        var head = new Dictionary<string, WeightTensor> { ["text.bias"] = new([1], new[] { float.NaN }) };
        Assert.Throws<CheckpointException>(() => BundleWriter.Amend(Target, head, new Provenance()));
        Assert.Equal(["image.weight"], Bundle.Load(Target).Shortlist!.Keys);
    }

    [Fact]
    public void A_dual_encoder_of_other_sizes_amends_nothing()
    {
        BundleWriter.Write(Target, _bundle);
        var dual = RandomCheckpoint.Create(_bundle.Config with { FeatureSize = 63, Bidirectional = false }, SimilarityModules.Dual, seed: 3);
        var refusal = Assert.Throws<CheckpointException>(() => BundleWriter.Amend(Target, dual.Tensors, new Provenance())).Message;
        Assert.Contains("cannot be written, 5 problems:", refusal);
        Assert.Contains("- shortlist.safetensors: img_enc.fc.weight: expected shape (32, 64), found (32, 63)", refusal);
        Assert.Contains("- shortlist.safetensors: missing: txt_enc.cap_rnn.weight_ih_l0_reverse (96, 20)", refusal);
        Assert.Equal(["image.weight"], Bundle.Load(Target).Shortlist!.Keys);
    }

    [Fact]
    public void The_settings_beside_a_detector_come_along()
    {
        File.WriteAllText(_bundle.DetectorPath + ".json", "{}");
        BundleWriter.Write(Target, _bundle);
        Assert.Equal("{}", File.ReadAllText(Bundle.Load(Target).DetectorPath + ".json"));
    }

    [Theory]
    [InlineData(".data")]
    [InlineData("_data")]
    public void A_detector_whose_weights_lie_beside_it_is_refused(string suffix)
    {
        File.WriteAllBytes(_bundle.DetectorPath + suffix, [1]);
        Assert.Contains(
            $"detector.onnx: its weights lie in found.onnx{suffix} beside it, expected them within", Assert.Throws<CheckpointException>(() => BundleWriter.Write(Target, _bundle)).Message);
        Assert.Empty(Directory.GetDirectories(_folder.Path));
    }

    [Fact]
    public void A_detector_that_needs_a_second_network_is_refused()
    {
        File.WriteAllText(_bundle.DetectorPath + ".json", """{"detector.boxes": "boxes.onnx"}""");
        Assert.Contains(
            "detector.onnx: its settings name another file as detector.boxes", Assert.Throws<CheckpointException>(() => BundleWriter.Write(Target, _bundle)).Message);
    }

    [Fact]
    public void A_folder_that_holds_something_else_is_never_replaced()
    {
        Directory.CreateDirectory(Target);
        File.WriteAllText(Path.Combine(Target, "thesis.txt"), "ten years of work");
        Assert.Contains("is no bundle", Assert.Throws<IOException>(() => BundleWriter.Write(Target, _bundle, force: true)).Message);
        Assert.True(File.Exists(Path.Combine(Target, "thesis.txt")));
    }

    [Fact]
    public void What_lies_beside_a_bundle_stays_when_it_is_replaced()
    {
        BundleWriter.Write(Target, _bundle);
        File.WriteAllText(Path.Combine(Target, "LICENSE"), "free");
        Directory.CreateDirectory(Path.Combine(Target, "photos"));
        File.WriteAllText(Path.Combine(Target, "photos", "a.jpg"), "a photo");
        BundleWriter.Write(
            Target, _bundle with { Manifest = _bundle.Manifest with { Modules = SimilarityModule.Sgr, SelfTest = null }, Saf = null, Shortlist = null }, force: true);
        Assert.Equal("free", File.ReadAllText(Path.Combine(Target, "LICENSE")));
        Assert.Equal("a photo", File.ReadAllText(Path.Combine(Target, "photos", "a.jpg")));
        Assert.Equal(SimilarityModule.Sgr, Bundle.Load(Target).Manifest.Modules);
    }

    [Fact]
    public void A_failure_in_the_middle_leaves_the_older_bundle_and_nothing_else()
    {
        BundleWriter.Write(Target, _bundle);
        var broken = _bundle with { DetectorPath = _folder.PathOf("absent.onnx") };
        Assert.Throws<FileNotFoundException>(() => BundleWriter.Write(Target, broken, force: true));
        Assert.Equal("blobs-1", Bundle.Load(Target).Manifest.DetectorId);
        Assert.Equal([Target], Directory.GetDirectories(_folder.Path));
    }

    [Fact]
    public void What_a_killed_process_left_behind_goes_after_a_day()
    {
        var old = Directory.CreateDirectory($"{Target}.{Guid.NewGuid():N}.tmp");
        var recent = Directory.CreateDirectory($"{Target}.{Guid.NewGuid():N}.tmp");
        var foreign = Directory.CreateDirectory($"{Target}.notes.tmp");
        Directory.SetLastWriteTimeUtc(old.FullName, DateTime.UtcNow.AddDays(-2));
        Directory.SetLastWriteTimeUtc(foreign.FullName, DateTime.UtcNow.AddDays(-2));
        BundleWriter.Write(Target, _bundle);
        Assert.Equivalent(new[] { Target, recent.FullName, foreign.FullName }, Directory.GetDirectories(_folder.Path));
    }

    [Fact]
    public async Task There_is_no_moment_without_a_bundle()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Folders are exchanged in one step on Linux alone.");
        BundleWriter.Write(Target, _bundle);
        using var written = new CancellationTokenSource();
        var reader = Task.Run(
            () =>
            {
                var count = 0;
                for (; !written.IsCancellationRequested; count++)
                    Assert.True(File.Exists(Path.Combine(Target, "model.json")));
                return count;
            },
            TestContext.Current.CancellationToken);
        for (var i = 0; i < 20; i++)
            BundleWriter.Write(Target, _bundle, force: true);
        await written.CancelAsync();
        Assert.True(await reader > 20);
    }

    [Fact]
    public void Parts_that_do_not_belong_together_are_listed_and_not_written()
    {
        var shapeless = new Dictionary<string, WeightTensor> { ["a"] = new([], new float[1]), ["b"] = new([1], new float[] { float.NaN }) };
        var wrong = _bundle with
        {
            Manifest = _bundle.Manifest with { Config = _bundle.Config with { VocabularySize = 49 } },
            Saf = null,
            Shortlist = shapeless,
        };
        var refusal = Assert.Throws<CheckpointException>(() => BundleWriter.Write(Target, wrong)).Message;
        Assert.Contains("cannot be written, 5 problems:", refusal);
        Assert.Contains("- vocab.json: expected 49 words, found 50", refusal);
        Assert.Contains("- sgr.safetensors: txt_enc.embed.weight: expected shape (49, 20), found (50, 20)", refusal);
        Assert.Contains("- saf.safetensors: modules is Sgraf, the weights are missing", refusal);
        Assert.Contains("- shortlist.safetensors: a: expected one axis or two, found ()", refusal);
        Assert.Contains("- shortlist.safetensors: b: expected finite values", refusal);
        Assert.False(Directory.Exists(Target));
    }
}
