using System.Text.Json;
using System.Text.Json.Serialization;

namespace Sgraf.Api.Health;

/// <summary>Generated code that writes the record of this folder.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Strict, PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(HealthStatus))]
internal sealed partial class HealthJson : JsonSerializerContext;
