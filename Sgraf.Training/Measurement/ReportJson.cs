using System.Text.Json.Serialization;

namespace Sgraf.Training.Measurement;

/// <summary>The reports as JSON.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, WriteIndented = true)]
[JsonSerializable(typeof(ScoringReport))]
internal sealed partial class ReportJson : JsonSerializerContext;
