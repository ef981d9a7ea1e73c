using System.Text.Json;
using System.Text.Json.Serialization;

namespace Sgraf.Api.Explain;

/// <summary>Generated code that reads and writes the records of this folder.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Strict, PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(ExplainRequest))]
[JsonSerializable(typeof(Explanation))]
internal sealed partial class ExplainJson : JsonSerializerContext;
