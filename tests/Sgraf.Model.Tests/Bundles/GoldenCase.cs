using System.Text.Json;
using Sgraf.Model.Bundles;
using Sgraf.Tests;

namespace Sgraf.Model.Tests.Bundles;

/// <summary>What a case of the reference numbers says of its network.</summary>
internal static class GoldenCase
{
    public static JsonDocument Read(string name) => JsonDocument.Parse(File.ReadAllBytes(GoldenData.PathOf($"{name}/config.json")));

    public static SimilarityModule Module(JsonDocument golden) =>
        Enum.Parse<SimilarityModule>(golden.RootElement.GetProperty("config").GetProperty("module_name").GetString()!, ignoreCase: true);

    public static ModelConfig Config(JsonDocument golden)
    {
        var config = golden.RootElement.GetProperty("config");
        return new ModelConfig
        {
            FeatureSize = config.GetProperty("img_dim").GetInt32(),
            WordSize = config.GetProperty("word_dim").GetInt32(),
            JointSize = config.GetProperty("embed_size").GetInt32(),
            SimilaritySize = config.GetProperty("sim_dim").GetInt32(),
            RegionCount = config.GetProperty("num_region").GetInt32(),
            VocabularySize = config.GetProperty("vocab_size").GetInt32(),
            GruLayers = config.GetProperty("num_layers").GetInt32(),
            Bidirectional = config.GetProperty("bi_gru").GetBoolean(),
            NormalizeImages = !config.GetProperty("no_imgnorm").GetBoolean(),
            NormalizeTexts = !config.GetProperty("no_txtnorm").GetBoolean(),
            GraphSteps = config.GetProperty("sgr_step").GetInt32(),
        };
    }
}
