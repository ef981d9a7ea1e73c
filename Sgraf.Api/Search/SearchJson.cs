using System.Text.Json;
using System.Text.Json.Serialization;

namespace Sgraf.Api.Search;

/// <summary>Generated code that reads and writes the records of this folder.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Strict, PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(TextQuery))]
[JsonSerializable(typeof(ImageQuery))]
[JsonSerializable(typeof(ImageHits))]
[JsonSerializable(typeof(CaptionHits))]
[JsonSerializable(typeof(AuditRequest))]
[JsonSerializable(typeof(AuditReport))]
internal sealed partial class SearchJson : JsonSerializerContext;
