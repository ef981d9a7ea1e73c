using System.Text.Json;
using System.Text.Json.Serialization;

namespace Sgraf.Api.Ingest.Captions;

/// <summary>Generated code that reads and writes the records of this folder.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Strict, PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(CaptionsRequest))]
[JsonSerializable(typeof(StoredCaptions))]
[JsonSerializable(typeof(CaptionPage))]
internal sealed partial class CaptionJson : JsonSerializerContext;
