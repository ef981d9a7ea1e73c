using Sgraf.Model.Bundles;
using Sgraf.Tests;

namespace Sgraf.Model.Tests.Bundles;

public sealed class CheckpointFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("tiny-SGR")]
    [InlineData("tiny-SAF")]
    [InlineData("tinyalt-SGR")]
    [InlineData("tinyalt-SAF")]
    public void Sizes_are_told_from_the_shapes(string name)
    {
        using var golden = GoldenCase.Read(name);
        var expected = GoldenCase.Config(golden) with { NormalizeImages = true, NormalizeTexts = true };
        var (checkpoint, config, module) = CheckpointFile.Load(GoldenData.PathOf($"{name}/weights.safetensors"));
        Assert.Equal(GoldenCase.Module(golden), module);
        Assert.Equal(module == SimilarityModule.Saf ? expected with { GraphSteps = 3 } : expected, config);
        Assert.Equal([123f], checkpoint["sim_enc.v_global_w.embedding_local.1.num_batches_tracked"].Values.ToArray());
    }

    [Fact]
    public void Every_problem_is_listed_in_one_message()
    {
        var (tensors, config) = Tiny();
        tensors.Remove("img_enc.fc.bias");
        tensors.Remove("sim_enc.SGR_module.1.sim_graph_w.weight");
        tensors["txt_enc.embed.weight"] = new([50, 21], new float[1050]);
        tensors["sim_enc.SAF_module.bn.bias"] = new([1], new float[1]);
        tensors["sim_enc.sim_eval_w.bias"] = new([1], new float[] { float.NaN });
        tensors["sim_enc.sim_tranglo_w.bias"] = new([16], new float[16].Select((_, i) => i < 2 ? float.PositiveInfinity : 0).ToArray());
        tensors["sim_enc.v_global_w.embedding_global.1.running_var"] = new([32], Enumerable.Repeat(-0.5f, 32).ToArray());
        var refusal = Assert.Throws<CheckpointException>(() => CheckpointFile.Load(Save(tensors), config, SimilarityModule.Sgr)).Message;
        Assert.Equal(
            [
                $"{_folder.PathOf("x.safetensors")} does not fit its Sgr network, 7 problems:",
                "- missing: img_enc.fc.bias (32)",
                "- missing: sim_enc.SGR_module.1.sim_graph_w.weight (16, 16)",
                "- sim_enc.sim_eval_w.bias: expected finite values, found 1 of 1 that are not",
                "- sim_enc.sim_tranglo_w.bias: expected finite values, found 2 of 16 that are not",
                "- sim_enc.v_global_w.embedding_global.1.running_var: expected variances from 0, found -0.5",
                "- txt_enc.embed.weight: expected shape (50, 20), found (50, 21)",
                "- unknown: sim_enc.SAF_module.bn.bias (1)",
            ],
            refusal.Split('\n').Take(1).Concat(refusal.Split('\n').Skip(1).Order(StringComparer.Ordinal)));
    }

    [Fact]
    public void Counters_may_be_missing_and_may_be_large()
    {
        var (tensors, config) = Tiny();
        tensors.Remove("sim_enc.v_global_w.embedding_local.1.num_batches_tracked");
        tensors["sim_enc.v_global_w.embedding_global.1.num_batches_tracked"] = new([], new float[] { 1L << 40 });
        var checkpoint = CheckpointFile.Load(Save(tensors), config, SimilarityModule.Sgr);
        Assert.Equal(1L << 40, checkpoint["sim_enc.v_global_w.embedding_global.1.num_batches_tracked"].Span[0]);
    }

    [Fact]
    public void A_network_at_another_size_is_refused()
    {
        var (tensors, config) = Tiny();
        var path = Save(tensors);
        foreach (var other in new[]
        {
            config with { FeatureSize = 65 }, config with { WordSize = 21 }, config with { JointSize = 33 },
            config with { SimilaritySize = 17 }, config with { RegionCount = 35 }, config with { VocabularySize = 51 },
            config with { GruLayers = 2 }, config with { Bidirectional = false }, config with { GraphSteps = 2 },
        })
            Assert.Throws<CheckpointException>(() => CheckpointFile.Load(path, other, SimilarityModule.Sgr));
        Assert.Throws<CheckpointException>(() => CheckpointFile.Load(path, config, SimilarityModule.Saf));
    }

    [Fact]
    public void Weights_are_saved_as_they_were_loaded()
    {
        var path = _folder.PathOf("copy.safetensors");
        var (original, config, module) = CheckpointFile.Load(GoldenData.PathOf("tinyalt-SAF/weights.safetensors"));
        CheckpointFile.Save(path, original);
        var copy = CheckpointFile.Load(path, config, module);
        Assert.Equal(original.Tensors.Keys.Order(), copy.Tensors.Keys.Order());
        Assert.All(original.Tensors, tensor => Assert.Equal(tensor.Value.Values.ToArray(), copy[tensor.Key].Values.ToArray()));
    }

    [Fact]
    public void A_file_that_tells_no_sizes_says_what_is_missing()
    {
        var (tensors, _) = Tiny();
        tensors.Remove("img_enc.fc.weight");
        tensors["txt_enc.embed.weight"] = new([1000], new float[1000]);
        tensors.Remove("sim_enc.SGR_module.0.graph_query_w.weight");
        var refusal = Assert.Throws<CheckpointException>(() => CheckpointFile.Load(Save(tensors))).Message;
        Assert.Contains("3 problems", refusal);
        Assert.Contains("img_enc.fc.weight: expected 2 axes, found no such tensor", refusal);
        Assert.Contains("txt_enc.embed.weight: expected 2 axes, found (1000)", refusal);
        Assert.Contains("expected sim_enc.SGR_module or sim_enc.SAF_module, found neither", refusal);
    }

    [Fact]
    public void Encoders_alone_are_a_dual_encoder_of_the_sizes_that_they_tell()
    {
        var (_, config) = Tiny();
        var (checkpoint, found, module) = CheckpointFile.Load(Save(RandomCheckpoint.Create(config, SimilarityModules.Dual, seed: 1).Tensors.ToDictionary()));
        Assert.Equal((SimilarityModules.Dual, config with { SimilaritySize = 256 }), (module, found));
        Assert.Equal(new CheckpointSchema(config, module).Shapes.Keys.Order(), checkpoint.Tensors.Keys.Order());
    }

    [Fact]
    public void A_size_out_of_range_is_refused_by_name()
    {
        var (tensors, _) = Tiny();
        tensors["sim_enc.v_global_w.embedding_local.1.weight"] = new([65], new float[65]);
        Assert.Contains("RegionCount", Assert.Throws<CheckpointException>(() => CheckpointFile.Load(Save(tensors))).Message);
    }

    private static (Dictionary<string, WeightTensor> Tensors, ModelConfig Config) Tiny()
    {
        var (checkpoint, config, _) = CheckpointFile.Load(GoldenData.PathOf("tiny-SGR/weights.safetensors"));
        return (checkpoint.Tensors.ToDictionary(tensor => tensor.Key, tensor => tensor.Value), config);
    }

    private string Save(Dictionary<string, WeightTensor> tensors)
    {
        SafetensorsWriter.Write(_folder.PathOf("x.safetensors"), tensors);
        return _folder.PathOf("x.safetensors");
    }
}
