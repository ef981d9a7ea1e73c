using System.Text.Json;
using System.Text.Json.Serialization;

namespace Sgraf.Api.Inference;

/// <summary>Generated code that reads and writes the records of this folder.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Strict, PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(ModelReports))]
internal sealed partial class ModelJson : JsonSerializerContext;
