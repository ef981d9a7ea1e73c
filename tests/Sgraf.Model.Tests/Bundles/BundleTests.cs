using Sgraf.Model.Bundles;
using Sgraf.Model.Text;
using Sgraf.Tests;

namespace Sgraf.Model.Tests.Bundles;

public sealed class BundleTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Target => _folder.PathOf("bundle");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_bundle_is_loaded_as_it_was_written()
    {
        var written = Write();
        var loaded = Bundle.Load(Target);
        Assert.Equal(written.Config, loaded.Config);
        Assert.Equivalent(written.Manifest, loaded.Manifest, strict: true);
        AssertSame(written.Sgr!.Tensors, loaded[SimilarityModule.Sgr].Tensors);
        AssertSame(written.Saf!.Tensors, loaded[SimilarityModule.Saf].Tensors);
        AssertSame(written.Shortlist!, loaded.Shortlist!);
        Assert.Equal([1, 2, 3], File.ReadAllBytes(loaded.DetectorPath!));
        Assert.Equal(50, Vocabulary.Load(loaded.VocabularyPath).Count);
    }

    [Fact]
    public void A_dual_encoder_for_the_shortlist_is_loaded_as_it_was_written()
    {
        var written = TinyBundle.MakeDual(_folder);
        BundleWriter.Write(Target, written);
        var loaded = Bundle.Load(Target);
        AssertSame(written.Shortlist!, loaded.Dual!.Tensors);
        AssertSame(written.Shortlist!, loaded[SimilarityModules.Dual].Tensors);
        Assert.Equal(ModelId.Of(written), ModelId.Of(loaded));
    }

    [Fact]
    public void A_bundle_without_a_dual_encoder_has_none()
    {
        Write();
        var loaded = Bundle.Load(Target);
        Assert.Null(loaded.Dual);
        Assert.Equal("The bundle holds Sgraf, not Dual.", Assert.Throws<CheckpointException>(() => loaded[SimilarityModules.Dual]).Message);
    }

    [Fact]
    public void Everything_wrong_with_a_dual_encoder_is_listed_with_the_rest()
    {
        var written = TinyBundle.MakeDual(_folder);
        BundleWriter.Write(Target, written);
        var tensors = written.Shortlist!.ToDictionary();
        tensors.Remove("img_enc.fc.weight");
        tensors["txt_enc.embed.weight"] = new([49, 20], new float[49 * 20]);
        tensors["sim_enc.t_global_w.embedding_common.0.bias"] = new([1], new[] { float.NaN });
        tensors["image.bias"] = new([2], new float[2]);
        SafetensorsWriter.Write(Path.Combine(Target, "shortlist.safetensors"), tensors);
        File.WriteAllBytes(Path.Combine(Target, "vocab.json"), TinyBundle.Vocabulary(49));
        var refusal = Refusal();
        Assert.Contains("is no sound bundle, 5 problems:", refusal);
        Assert.Contains("- vocab.json: expected 50 words, found 49", refusal);
        Assert.Contains("- shortlist.safetensors: missing: img_enc.fc.weight (32, 64)", refusal);
        Assert.Contains("- shortlist.safetensors: txt_enc.embed.weight: expected shape (50, 20), found (49, 20)", refusal);
        Assert.Contains("- shortlist.safetensors: sim_enc.t_global_w.embedding_common.0.bias: expected finite values, found 1 of 1", refusal);
        Assert.Contains("- shortlist.safetensors: unknown: image.bias (2)", refusal);
    }

    [Theory]
    [InlineData(SimilarityModule.Sgr, "modules\": \"sgr\"")]
    [InlineData(SimilarityModule.Saf, "modules\": \"saf\"")]
    public void One_module_detector_and_shortlist_apart_are_enough(SimilarityModule module, string text)
    {
        var full = TinyBundle.Make(_folder);
        BundleWriter.Write(Target, full with
        {
            Manifest = full.Manifest with { Modules = module, SelfTest = null },
            Sgr = module == SimilarityModule.Sgr ? full.Sgr : null,
            Saf = module == SimilarityModule.Saf ? full.Saf : null,
            DetectorPath = null,
            Shortlist = null,
        });
        var loaded = Bundle.Load(Target);
        Assert.Contains(text, File.ReadAllText(Path.Combine(Target, "model.json")));
        Assert.NotEmpty(loaded[module].Tensors);
        Assert.Null(loaded.DetectorPath);
        Assert.Null(loaded.Shortlist);
        Assert.Contains("not", Assert.Throws<CheckpointException>(() => loaded[SimilarityModule.Sgraf ^ module]).Message);
    }

    [Fact]
    public void Everything_wrong_with_a_folder_is_listed_in_one_message()
    {
        var bundle = Write();
        var sgr = bundle.Sgr!.Tensors.Where(tensor => tensor.Key != "img_enc.fc.bias").ToDictionary();
        sgr["sim_enc.sim_eval_w.bias"] = new([1], new float[] { float.NaN });
        CheckpointFile.Save(Path.Combine(Target, "sgr.safetensors"), new Checkpoint(sgr));
        File.WriteAllBytes(Path.Combine(Target, "saf.safetensors"), new byte[100]);
        File.WriteAllBytes(Path.Combine(Target, "vocab.json"), TinyBundle.Vocabulary(49));
        SafetensorsWriter.Write(
            Path.Combine(Target, "shortlist.safetensors"), new Dictionary<string, WeightTensor> { ["a"] = new([1, 1, 1], new float[1]) });
        File.WriteAllBytes(Path.Combine(Target, "SGR.safetensors"), []);
        File.WriteAllText(Path.Combine(Target, "LICENSE"), "may be here");
        var refusal = Refusal();
        Assert.Contains("is no sound bundle, 6 problems:", refusal);
        Assert.Contains("- vocab.json: expected 50 words, found 49", refusal);
        Assert.Contains("- sgr.safetensors: missing: img_enc.fc.bias (32)", refusal);
        Assert.Contains("- sgr.safetensors: sim_enc.sim_eval_w.bias: expected finite values, found 1 of 1", refusal);
        Assert.Contains("saf.safetensors: expected a header that starts with '{'", refusal);
        Assert.Contains("- shortlist.safetensors: a: expected one axis or two, found (1, 1, 1)", refusal);
        Assert.Contains("- SGR.safetensors: unknown", refusal);
    }

    [Fact]
    public void Missing_and_superfluous_files_are_listed()
    {
        Write();
        File.Delete(Path.Combine(Target, "vocab.json"));
        File.Delete(Path.Combine(Target, "sgr.safetensors"));
        ChangeManifest("\"sgraf\"", "\"sgr\"");
        ChangeManifest(",\n      \"saf\": 0.25", "");
        var refusal = Refusal();
        Assert.Contains("- vocab.json: expected 50 words, found", refusal);
        Assert.Contains("- sgr.safetensors: missing, modules names Sgr", refusal);
        Assert.Contains("- saf.safetensors: unknown, modules names no Saf", refusal);
    }

    [Theory]
    [InlineData("\"formatVersion\": 1", "\"formatVersion\": 2, \"new\": {}", "found 2: the bundle was written by a newer version of Sgraf")]
    [InlineData("\"formatVersion\": 1", "\"formatVersion\": 0", "expected a formatVersion from 1 to 1")]
    [InlineData("\"formatVersion\": 1,", "", "expected a formatVersion from 1 to 1")]
    [InlineData("\"featureSize\": 64,", "", "required properties including: 'featureSize'")]
    [InlineData("\"featureSize\": 64,", "\"featureSize\": 64, \"featuresize\": 3,", "featuresize")]
    [InlineData("\"featureSize\": 64,", "\"featureSize\": 64, \"featureSize\": 64,", "featureSize")]
    [InlineData("\"featureSize\": 64,", "\"featureSize\": 0,", "FeatureSize must be between 1 and 65536")]
    [InlineData("\"detectorId\": \"blobs-1\"", "\"detectorId\": \" \"", "expected a detectorId, found none")]
    [InlineData("\"detectorId\": \"blobs-1\"", "\"detectorId\": null", "model.json cannot be read")]
    [InlineData("\"sgraf\"", "\"sgraph\"", "model.json cannot be read")]
    [InlineData("\"nltk-3.8\"", "\"nltk-3.4\"", "expected the tokenizer nltk-3.8, found nltk-3.4")]
    [InlineData("\"raw\"", "\"l2\"", "expected raw features, found l2")]
    [InlineData("\"formatVersion\": 1,", "\"formatVersion\": 1, \"\\ud800\": 1,", "model.json cannot be read")]
    [InlineData("\"radius\": 1", "\"radius\": 1e300", "expected finite features, found 0 and 1E+300")]
    [InlineData("\"sgraf\"", "3", "model.json cannot be read")]
    [InlineData("{", "", "model.json cannot be read")]
    [InlineData("\"saf\": 0.25", "\"saf\": 1.5", "selfTest: expected scores from 0 to 1, found 1.5 for Saf")]
    [InlineData(",\n      \"saf\": 0.25", "", "selfTest: expected a score of each of Sgraf, found Sgr")]
    [InlineData("\"tolerance\": 1E-05", "\"tolerance\": 0", "selfTest: expected a tolerance between 0 and 1, found 0")]
    [InlineData("\"radius\": 1", "\"radius\": 1e999", "selfTest: expected finite features")]
    [InlineData("\"radius\": 1", "\"middle\": 1", "model.json cannot be read")]
    public void A_defect_of_the_manifest_is_named(string part, string replacement, string message)
    {
        Write();
        ChangeManifest(part, replacement);
        Assert.Contains(message, Refusal());
    }

    [Fact]
    public void A_folder_without_a_manifest_and_no_folder_at_all_are_refused()
    {
        Assert.Contains("there is no such folder", Refusal());
        Directory.CreateDirectory(Target);
        Assert.Contains("model.json does not exist, so", Refusal());
        File.WriteAllBytes(Path.Combine(Target, "dual.safetensors"), []);
        Assert.EndsWith("bundle is no bundle; what it has is dual.safetensors.", Refusal());
    }

    [Fact]
    public void An_interrupted_replacement_is_pointed_out()
    {
        Write();
        Directory.Move(Target, Target + ".previous");
        Assert.Contains("bundle.previous does: writing the bundle was interrupted", Refusal());
    }

    private Bundle Write()
    {
        var bundle = TinyBundle.Make(_folder);
        BundleWriter.Write(Target, bundle);
        return bundle;
    }

    private void ChangeManifest(string part, string replacement)
    {
        var path = Path.Combine(Target, "model.json");
        var text = File.ReadAllText(path);
        var place = text.IndexOf(part, StringComparison.Ordinal);
        Assert.True(place >= 0, text);
        File.WriteAllText(path, text.Remove(place, part.Length).Insert(place, replacement));
    }

    private string Refusal() => Assert.Throws<CheckpointException>(() => Bundle.Load(Target)).Message;

    private static void AssertSame(IReadOnlyDictionary<string, WeightTensor> expected, IReadOnlyDictionary<string, WeightTensor> actual)
    {
        Assert.Equal(expected.Keys.Order(), actual.Keys.Order());
        Assert.All(expected, tensor => Assert.Equal(tensor.Value.Shape, actual[tensor.Key].Shape));
        Assert.All(expected, tensor => Assert.Equal(tensor.Value.Values.ToArray(), actual[tensor.Key].Values.ToArray()));
    }
}
