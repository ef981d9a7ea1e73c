using Sgraf.Model.Bundles;
using Sgraf.Model.Text;
using Sgraf.Tests;
using Sgraf.Training.Import;

namespace Sgraf.Training.Tests.Import;

public sealed class CheckpointDescriptionTests : IDisposable
{
    private const long TinyParameters = 21_395;    // of the tiny SGR network: the sum over its weights and biases
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("checkpoints/tiny-SGR.zip.pth.tar", "torch")]
    [InlineData("checkpoints/tiny-SGR.legacy-cuda.pth.tar", "torch")]
    [InlineData("tiny-SGR/weights.safetensors", "safetensors")]
    public void A_file_of_weights_is_described(string name, string kind)
    {
        var description = CheckpointDescription.Of(GoldenData.PathOf(name));
        Assert.Equal(kind, description.Kind);
        Assert.Equal(57, description.Tensors.Count);
        Assert.Equal(TinyParameters, description.ParameterCount);
        Assert.Equal(SimilarityModule.Sgr, description.Modules);
        Assert.Equal(64, description.Config!.FeatureSize);
        var counter = description.Tensors.Single(tensor => tensor.Name == "sim_enc.v_global_w.embedding_local.1.num_batches_tracked");
        Assert.Equal(SafetensorsType.I64, counter.DType);
        Assert.Empty(counter.Shape);
    }

    [Fact]
    public void A_published_checkpoint_is_described_with_its_options()
    {
        var description = CheckpointDescription.Of(GoldenData.PathOf("checkpoints/tiny-SAF.legacy.pth.tar"));
        Assert.Equal("f30k_precomp", description.Provenance.Data);
        Assert.Equal((17, 487.3), (description.Provenance.Imported[0].Epoch, description.Provenance.Imported[0].BestRsum));
        Assert.Equal("0.0002", description.Notes["learning_rate"]);
    }

    [Fact]
    public void Weights_of_something_else_are_described_without_sizes()
    {
        var path = _folder.PathOf("shortlist.safetensors");
        SafetensorsWriter.Write(
            path, new Dictionary<string, WeightTensor> { ["a"] = new([2, 3], new float[6]) }, SafetensorsType.F16,
            new Dictionary<string, string> { ["note"] = "mine" });
        var description = CheckpointDescription.Of(path);
        Assert.Null(description.Config);
        Assert.Null(description.Modules);
        Assert.Equal("mine", description.Notes["note"]);
        Assert.Equal(("shortlist.safetensors", "a", SafetensorsType.F16, 6L), Short(description.Tensors.Single()));
    }

    [Fact]
    public void A_bundle_is_described_file_by_file()
    {
        var vocabulary = _folder.PathOf("words.json");
        Vocabulary.Build([[.. Enumerable.Range(4, 46).Select(id => $"word{id}")]], minimumCount: 1).Save(vocabulary);
        CheckpointImporter.Import(new CheckpointImport
        {
            SgrPath = GoldenData.PathOf("checkpoints/tiny-SGR.zip.pth.tar"),
            SafPath = GoldenData.PathOf("checkpoints/tiny-SAF.zip.pth.tar"),
            VocabularyPath = vocabulary,
            Folder = _folder.PathOf("bundle"),
        });
        var description = CheckpointDescription.Of(_folder.PathOf("bundle"));
        Assert.Equal("bundle", description.Kind);
        Assert.Equal("bottom-up-attention-36", description.DetectorId);
        Assert.Equal(SimilarityModule.Sgraf, description.Modules);
        Assert.Equal(57, description.Tensors.Count(tensor => tensor.File == "sgr.safetensors"));
        Assert.Equal(46, description.Tensors.Count(tensor => tensor.File == "saf.safetensors"));
        Assert.Equal(2, description.Provenance.Imported.Count);
    }

    [Theory]
    [InlineData("absent.pth.tar")]
    [InlineData("absent.safetensors")]
    public void What_is_not_there_is_named(string name) =>
        Assert.Contains(name, Assert.Throws<CheckpointException>(() => CheckpointDescription.Of(_folder.PathOf(name))).Message);

    private static (string, string, SafetensorsType, long) Short(TensorDescription tensor) =>
        (tensor.File, tensor.Name, tensor.DType, tensor.Count);
}
