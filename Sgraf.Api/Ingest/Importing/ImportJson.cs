using System.Text.Json;
using System.Text.Json.Serialization;

namespace Sgraf.Api.Ingest.Importing;

/// <summary>Generated code that reads and writes the records of this folder.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Strict, PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(ImportRequest))]
[JsonSerializable(typeof(ImportProgress))]
[JsonSerializable(typeof(ImportPage))]
[JsonSerializable(typeof(ImportErrors))]
internal sealed partial class ImportJson : JsonSerializerContext;
