using System.Text.Json.Serialization;

namespace Sgraf.Training.Measurement;

/// <summary>The reports as JSON.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, WriteIndented = true)]
[JsonSerializable(typeof(ScoringReport))]
[JsonSerializable(typeof(StartReport))]
[JsonSerializable(typeof(RandomBundleReport))]
[JsonSerializable(typeof(TrainingReport))]
[JsonSerializable(typeof(EvaluationReport))]
internal sealed partial class ReportJson : JsonSerializerContext;
