using System.Text.Json;
using System.Text.Json.Serialization;
using Sgraf.Training.Detection;

namespace Sgraf.Training.Demo;

/// <summary>What a demo remembers between two sittings.</summary>
[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Strict, PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, WriteIndented = true)]
[JsonSerializable(typeof(Dictionary<string, double>))]
[JsonSerializable(typeof(DetectorTrainReport))]
internal sealed partial class DemoJson : JsonSerializerContext;
