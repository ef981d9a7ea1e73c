using System.Text.Json;
using System.Text.Json.Serialization;
using Sgraf.Model.Bundles;
using Sgraf.Training.Evaluation;
using Sgraf.Training.Runs;

namespace Sgraf.Training.Ablation;

/// <summary>What came out of one run of an ablation; kept beside it, so that it is not made again.</summary>
/// <param name="Split">The split it was measured on.</param>
/// <param name="Images">Images that were ranked.</param>
/// <param name="Captions">Captions that were ranked.</param>
/// <param name="BestEpoch">The epoch with the best rsum on the split dev, whose weights were measured, from 1; 0 for a mean of two runs.</param>
/// <param name="Epochs">Epochs made, of a mean by both runs.</param>
/// <param name="Seconds">Time of the training, over all sittings.</param>
/// <param name="Modules">Recalls by module.</param>
internal sealed record VariantResult(
    string Split, int Images, int Captions, int BestEpoch, int Epochs, double Seconds, IReadOnlyDictionary<string, RetrievalMetrics> Modules)
{
    /// <summary>Reads a result; null where there is none, or one on another split.</summary>
    /// <exception cref="RunException">The file is malformed.</exception>
    public static VariantResult? Find(string path, string split)
    {
        if (!File.Exists(path)) return null;
        try
        {
            var result = JsonSerializer.Deserialize(File.ReadAllBytes(path), AblationJson.Default.VariantResult);
            return result?.Split == split ? result : null;
        }
        catch (JsonException failure)
        {
            throw new RunException($"{path} is no result of an ablation ({failure.Message}); delete it to have it measured again.", failure);
        }
    }

    /// <summary>Writes it whole or not at all.</summary>
    public void Write(string path) => DurableFile.Write(path, stream => JsonSerializer.Serialize(stream, this, AblationJson.Default.VariantResult));
}

/// <summary>The documents of an ablation.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, WriteIndented = true)]
[JsonSerializable(typeof(VariantResult))]
[JsonSerializable(typeof(AblationReport))]
internal sealed partial class AblationJson : JsonSerializerContext;
