using Sgraf.Model.Bundles;
using Sgraf.Tests;

namespace Sgraf.Model.Tests.Bundles;

public sealed class ModelIdTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly Bundle _bundle;

    public ModelIdTests() => _bundle = TinyBundle.Make(_folder);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_bundle_keeps_its_id_when_it_is_written_and_loaded()
    {
        BundleWriter.Write(_folder.PathOf("bundle"), _bundle);
        var id = ModelId.Of(Bundle.Load(_folder.PathOf("bundle")));
        Assert.Matches("^[0-9a-f]{64}$", id);
        Assert.Equal(ModelId.Of(_bundle), id);
    }

    [Fact]
    public void Notes_do_not_change_the_id() => Assert.Equal(
        ModelId.Of(_bundle), ModelId.Of(_bundle with { Manifest = _bundle.Manifest with { Provenance = new() } }));

    [Fact]
    public void A_weight_the_detector_a_switch_the_words_and_the_shortlist_each_change_the_id()
    {
        var weights = _bundle.Saf!.Tensors.ToDictionary();
        var values = weights["img_enc.fc.bias"].Values.ToArray();
        values[^1] = MathF.BitIncrement(values[^1]);
        weights["img_enc.fc.bias"] = weights["img_enc.fc.bias"] with { Values = values };
        var words = System.Text.Encoding.UTF8.GetString(File.ReadAllBytes(_bundle.VocabularyPath)).Replace("w7", "v7", StringComparison.Ordinal);
        Bundle[] models =
        [
            _bundle,
            _bundle with { Saf = new Checkpoint(weights) },
            _bundle with { Manifest = _bundle.Manifest with { DetectorId = "blobs-2" } },
            _bundle with { Manifest = _bundle.Manifest with { Config = _bundle.Config with { NormalizeTexts = true } } },
            _bundle with { VocabularyPath = _folder.Write("others.json", System.Text.Encoding.UTF8.GetBytes(words)) },
            _bundle with { Sgr = _bundle.Saf, Saf = _bundle.Sgr },
            _bundle with { Shortlist = null },
            _bundle with { Shortlist = new Dictionary<string, WeightTensor> { ["image.weight"] = new([2, 3], new float[] { 1, 2, 3, 4, 5, 7 }) } },
            _bundle with { Shortlist = RandomCheckpoint.Create(_bundle.Config, SimilarityModules.Dual, seed: 1).Tensors },
            _bundle with { Shortlist = RandomCheckpoint.Create(_bundle.Config, SimilarityModules.Dual, seed: 2).Tensors },
        ];
        Assert.Equal(models.Length, models.Select(ModelId.Of).Distinct().Count());
    }
}
