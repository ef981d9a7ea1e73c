using System.Text.Json;
using System.Text.Json.Serialization;
using Sgraf.Model.Bundles;
using Sgraf.Training.Evaluation;

namespace Sgraf.Training.Ablation;

/// <summary>What came out of one run of an ablation; kept beside it, so that it is not made again.</summary>
/// <param name="Split">The split it was measured on.</param>
/// <param name="Images">Images that were ranked.</param>
/// <param name="Captions">Captions that were ranked.</param>
/// <param name="BestEpoch">The epoch with the best rsum on the split dev, whose weights were measured, from 1.</param>
/// <param name="Epochs">Epochs made.</param>
/// <param name="Seconds">Time of the training, over all sittings.</param>
/// <param name="Modules">Recalls by module.</param>
internal sealed record VariantResult(
    string Split, int Images, int Captions, int BestEpoch, int Epochs, double Seconds, IReadOnlyDictionary<string, RetrievalMetrics> Modules)
{
    /// <summary>Reads a result; null where there is none, or one on another split.</summary>
    public static VariantResult? Find(string path, string split)
    {
        if (!File.Exists(path)) return null;
        var result = JsonSerializer.Deserialize(File.ReadAllBytes(path), AblationJson.Default.VariantResult);
        return result?.Split == split ? result : null;
    }

    /// <summary>Writes it whole or not at all.</summary>
    public void Write(string path) => DurableFile.Write(path, stream => JsonSerializer.Serialize(stream, this, AblationJson.Default.VariantResult));
}

/// <summary>The documents of an ablation.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, WriteIndented = true)]
[JsonSerializable(typeof(VariantResult))]
[JsonSerializable(typeof(AblationReport))]
internal sealed partial class AblationJson : JsonSerializerContext;
