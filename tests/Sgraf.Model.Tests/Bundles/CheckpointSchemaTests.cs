using System.Text.Json;
using Sgraf.Model.Bundles;
using Sgraf.Tests;

namespace Sgraf.Model.Tests.Bundles;

public sealed class CheckpointSchemaTests
{
    [Theory]
    [InlineData("tiny-SGR")]
    [InlineData("tiny-SAF")]
    [InlineData("tinyalt-SGR")]
    [InlineData("tinyalt-SAF")]
    [InlineData("full-SGR")]
    [InlineData("full-SAF")]
    public void The_schema_is_the_official_state_dict(string name)
    {
        using var golden = GoldenCase.Read(name);
        var official = golden.RootElement.GetProperty("generator").EnumerateArray()
            .Where(tensor => tensor.GetProperty("name").GetString()!.Contains("_enc.", StringComparison.Ordinal))
            .Select(tensor => $"{tensor.GetProperty("name")} {Shape(tensor)}");
        var schema = new CheckpointSchema(GoldenCase.Config(golden), GoldenCase.Module(golden));
        Assert.Equal(
            official, schema.Shapes.Select(tensor => $"{tensor.Key} ({string.Join(", ", tensor.Value)})"));
    }

    [Theory]
    [InlineData("tiny-SGR")]
    [InlineData("tiny-SAF")]
    [InlineData("tinyalt-SGR")]
    [InlineData("tinyalt-SAF")]
    public void Stored_weights_fit_their_schema(string name)
    {
        using var golden = GoldenCase.Read(name);
        var schema = new CheckpointSchema(GoldenCase.Config(golden), GoldenCase.Module(golden));
        using var file = SafetensorsFile.Open(GoldenData.PathOf($"{name}/weights.safetensors"));
        Assert.Equal(schema.Shapes.Keys.Order(), file.Entries.Keys.Order());
        Assert.All(file.Entries, entry => Assert.Equal(schema.Shapes[entry.Key], entry.Value.Shape));
    }

    [Fact]
    public void A_dual_encoder_has_what_both_networks_share_and_nothing_of_a_scorer()
    {
        var config = new ModelConfig { GruLayers = 2 };
        IEnumerable<string> Names(SimilarityModule module) => new CheckpointSchema(config, module).Shapes.Select(tensor => $"{tensor.Key} {Shape(tensor.Value)}");
        var shared = Names(SimilarityModule.Sgr).Intersect(Names(SimilarityModule.Saf)).Where(name => !name.StartsWith("sim_enc.sim_", StringComparison.Ordinal));
        Assert.Equal(shared, Names(SimilarityModules.Dual));
    }

    [Fact]
    public void The_mean_of_both_modules_has_no_weights_of_its_own() =>
        Assert.Throws<ArgumentException>(() => new CheckpointSchema(new ModelConfig(), SimilarityModule.Sgraf));

    private static string Shape(IReadOnlyList<int> shape) => $"({string.Join(", ", shape)})";

    private static string Shape(JsonElement tensor) =>
        $"({string.Join(", ", tensor.GetProperty("shape").EnumerateArray().Select(length => length.GetInt32()))})";
}
