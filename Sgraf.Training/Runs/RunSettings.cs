using System.Text.Json;
using System.Text.Json.Serialization;
using Sgraf.Model.Bundles;
using Sgraf.Training.Network;

namespace Sgraf.Training.Runs;

/// <summary>What a run is, as <c>run.json</c> says: enough to take it up again.</summary>
/// <param name="Module">What is trained.</param>
/// <param name="Data">The data folder.</param>
/// <param name="StartFrom">The run whose weights it starts from; null for none.</param>
/// <param name="Detector">The detector that made the features.</param>
/// <param name="Preset">The preset that was named.</param>
/// <param name="HyperParameters">All hyper-parameters, those of the preset included.</param>
/// <param name="Config">The sizes of the network.</param>
/// <param name="Images">Images of the training split.</param>
/// <param name="Captions">Its captions.</param>
internal sealed record RunSettings(
    NetworkKind Module,
    string Data,
    string? StartFrom,
    string Detector,
    string Preset,
    HyperParameters HyperParameters,
    ModelConfig Config,
    int Images,
    int Captions)
{
    /// <summary>Stands for a detector that nobody named.</summary>
    public const string UnknownDetector = "unknown";

    /// <summary>Reads a run's settings.</summary>
    /// <exception cref="RunException">The file is malformed.</exception>
    public static RunSettings Read(string path)
    {
        try
        {
            return JsonSerializer.Deserialize(File.ReadAllBytes(path), RunJson.Default.RunSettings)
                ?? throw new RunException($"{path} holds null; the run cannot be taken up again.");
        }
        catch (JsonException failure)
        {
            throw new RunException($"{path} is no description of a run: {failure.Message}", failure);
        }
    }

    /// <summary>Writes them whole or not at all.</summary>
    public void Write(string path) =>
        DurableFile.Write(path, stream => JsonSerializer.Serialize(stream, this, RunJson.Default.RunSettings));
}

/// <summary>The documents of a run.</summary>
[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Strict, PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, WriteIndented = true, UseStringEnumConverter = true)]
[JsonSerializable(typeof(RunSettings))]
[JsonSerializable(typeof(RunProgress))]
internal sealed partial class RunJson : JsonSerializerContext;
