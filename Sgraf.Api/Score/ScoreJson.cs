using System.Text.Json;
using System.Text.Json.Serialization;

namespace Sgraf.Api.Score;

/// <summary>Generated code that reads and writes the records of this folder.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Strict, PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(ScoreRequest))]
[JsonSerializable(typeof(ScoreResult))]
internal sealed partial class ScoreJson : JsonSerializerContext;
