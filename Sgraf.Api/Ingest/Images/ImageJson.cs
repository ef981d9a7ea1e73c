using System.Text.Json;
using System.Text.Json.Serialization;

namespace Sgraf.Api.Ingest.Images;

/// <summary>Generated code that reads and writes the records of this folder.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Strict, PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(AddedImages))]
[JsonSerializable(typeof(ImagePage))]
[JsonSerializable(typeof(ImageItem))]
[JsonSerializable(typeof(ImageRegions))]
[JsonSerializable(typeof(Dictionary<string, IReadOnlyList<string>>))]
[JsonSerializable(typeof(Dictionary<string, Dictionary<string, JsonElement>>))]
internal sealed partial class ImageJson : JsonSerializerContext;
