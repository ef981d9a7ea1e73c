using System.Security.Cryptography;
using Sgraf.Model.Bundles;
using Sgraf.Model.Text;
using Sgraf.Tests;
using Sgraf.Training.Import;

namespace Sgraf.Training.Tests.Import;

public sealed class CheckpointImporterTests : IDisposable
{
    private static readonly string Sgr = GoldenData.PathOf("checkpoints/tiny-SGR.legacy-cuda.pth.tar");
    private static readonly string Saf = GoldenData.PathOf("checkpoints/tiny-SAF.zip.pth.tar");

    private readonly TemporaryFolder _folder = new();

    private string Target => _folder.PathOf("bundle");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Two_published_checkpoints_become_a_bundle()
    {
        var bundle = CheckpointImporter.Import(Request() with { SgrPath = Sgr, SafPath = Saf });
        Assert.Equal(SimilarityModule.Sgraf, bundle.Manifest.Modules);
        Assert.Equal("bottom-up-attention-36", bundle.Manifest.DetectorId);
        Assert.Equal(
            new ModelConfig { FeatureSize = 64, JointSize = 32, SimilaritySize = 16, WordSize = 20, VocabularySize = 50 }, bundle.Config);
        AssertSame("tiny-SGR", bundle.Sgr!);
        AssertSame("tiny-SAF", bundle.Saf!);
        Assert.Equal(50, Vocabulary.Load(bundle.VocabularyPath).Count);
    }

    [Fact]
    public void The_bundle_tells_where_it_comes_from()
    {
        var provenance = CheckpointImporter.Import(Request() with { SgrPath = Sgr, SafPath = Saf }).Manifest.Provenance;
        Assert.Equal("f30k_precomp", provenance.Data);
        Assert.Equal(
            [
                new ImportedFile("tiny-SGR.legacy-cuda.pth.tar", Sha256(Sgr), 17, 487.3),
                new ImportedFile("tiny-SAF.zip.pth.tar", Sha256(Saf), 17, 487.3),
            ],
            provenance.Imported);
    }

    [Theory]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public void The_weights_of_a_bundle_tell_the_switches_of_their_norms(bool images, bool texts)
    {
        var bundle = CheckpointImporter.Import(Request() with { SafPath = Saf });
        var changed = bundle with { Manifest = bundle.Manifest with { Config = bundle.Config with { NormalizeImages = images, NormalizeTexts = texts }, SelfTest = null } };
        BundleWriter.Write(_folder.PathOf("changed"), changed);
        var again = CheckpointImporter.Import(Request() with { SafPath = _folder.PathOf("changed/saf.safetensors"), Force = true });
        Assert.Equal((images, texts), (again.Config.NormalizeImages, again.Config.NormalizeTexts));
        Assert.True(ImportedNetwork.TellsNorms(_folder.PathOf("changed/saf.safetensors")));
        Assert.False(ImportedNetwork.TellsNorms(GoldenData.PathOf("tinyalt-SAF/weights.safetensors")));
    }

    [Theory]
    [InlineData("tinyalt-SGR", SimilarityModule.Sgr)]
    [InlineData("tinyalt-SAF", SimilarityModule.Saf)]
    public void Safetensors_stand_in_for_a_published_file(string name, SimilarityModule module)
    {
        var path = GoldenData.PathOf($"{name}/weights.safetensors");
        var bundle = CheckpointImporter.Import(module == SimilarityModule.Sgr
            ? Request() with { SgrPath = path }
            : Request() with { SafPath = path });
        Assert.Equal(module, bundle.Manifest.Modules);
        Assert.Equal(2, bundle.Config.GruLayers);
        AssertSame(name, bundle[module]);
        Assert.Null(bundle.Manifest.Provenance.Imported.Single().Epoch);
    }

    [Fact]
    public void The_switches_of_the_norms_come_from_the_options()
    {
        var path = Patch(Sgr, "no_imgnorm", Opcode.NewFalse, Opcode.NewTrue);
        var config = CheckpointImporter.Import(Request() with { SgrPath = path }).Config;
        Assert.False(config.NormalizeImages);
        Assert.True(config.NormalizeTexts);
    }

    [Fact]
    public void Options_that_contradict_the_weights_are_refused()
    {
        var path = Patch(Sgr, "bi_gru", Opcode.NewTrue, Opcode.NewFalse);
        Assert.Contains("bi_gru is False, the shapes say True", Refusal(Request() with { SgrPath = path }));
        path = Patch(Sgr, "sgr_step", (Opcode)3, (Opcode)4);
        Assert.Contains("sgr_step is 4, the shapes say 3", Refusal(Request() with { SgrPath = path }));
    }

    [Fact]
    public void A_checkpoint_of_the_other_module_is_refused() =>
        Assert.Contains("expected the weights of Saf, found those of Sgr", Refusal(Request() with { SafPath = Sgr }));

    [Fact]
    public void Networks_of_different_sizes_are_refused() =>
        Assert.Contains("expected networks of the same sizes", Refusal(Request() with
        {
            SgrPath = Sgr,
            SafPath = GoldenData.PathOf("tinyalt-SAF/weights.safetensors"),
        }));

    [Fact]
    public void The_vocabulary_of_another_model_is_refused()
    {
        var other = Request() with { SgrPath = Sgr, VocabularyPath = WriteVocabulary(49) };
        Assert.Contains("expected the 50 words of", Refusal(other));
        Assert.Throws<VocabularyException>(() => CheckpointImporter.Import(other with { VocabularyPath = _folder.Write("bad.json", "{}"u8.ToArray()) }));
        Assert.False(Directory.Exists(Target));
    }

    [Fact]
    public void An_existing_bundle_is_replaced_only_when_forced()
    {
        var request = Request() with { SgrPath = Sgr };
        CheckpointImporter.Import(request);
        Assert.Throws<IOException>(() => CheckpointImporter.Import(request));
        Assert.NotNull(CheckpointImporter.Import(request with { SafPath = Saf, Force = true }).Saf);
    }

    [Fact]
    public void Something_must_be_named() => Assert.Throws<ArgumentException>(() => CheckpointImporter.Import(Request()));

    private CheckpointImport Request() => new() { VocabularyPath = WriteVocabulary(50), Folder = Target };

    private string WriteVocabulary(int count)
    {
        var path = _folder.PathOf($"words{count}.json");
        Vocabulary.Build([[.. Enumerable.Range(4, count - 4).Select(id => $"word{id}")]], minimumCount: 1).Save(path);
        return path;
    }

    /// <summary>The file with another value of an option: the byte behind its name and the instruction that remembers the name.</summary>
    private string Patch(string path, string option, Opcode before, Opcode after)
    {
        var bytes = File.ReadAllBytes(path);
        var place = bytes.AsSpan().LastIndexOf(System.Text.Encoding.UTF8.GetBytes(option)) + option.Length;
        place += bytes.AsSpan(place).IndexOf((byte)before);
        bytes[place] = (byte)after;
        return _folder.Write("patched.pth.tar", bytes);
    }

    private string Refusal(CheckpointImport request)
    {
        var message = Assert.Throws<CheckpointException>(() => CheckpointImporter.Import(request)).Message;
        Assert.False(Directory.Exists(Target));
        return message;
    }

    private static void AssertSame(string name, Checkpoint checkpoint)
    {
        using var expected = SafetensorsFile.Open(GoldenData.PathOf($"{name}/weights.safetensors"));
        Assert.Equal(expected.Entries.Keys.Order(), checkpoint.Tensors.Keys.Order());
        Assert.All(expected.Entries.Keys, tensor => Assert.Equal(expected.Read(tensor).Values.ToArray(), checkpoint[tensor].Values.ToArray()));
    }

    private static string Sha256(string path) => Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(path)));
}
