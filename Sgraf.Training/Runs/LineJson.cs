using System.Text.Json.Serialization;

namespace Sgraf.Training.Runs;

/// <summary>The lines of a run's logs.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(StepRecord))]
[JsonSerializable(typeof(EpochRecord))]
internal sealed partial class LineJson : JsonSerializerContext;
