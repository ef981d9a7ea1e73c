using System.Text.Json;
using System.Text.Json.Serialization;

namespace Sgraf.Api.Gallery;

/// <summary>The first part of a picture's record.</summary>
internal sealed record PictureDescription(
    string Id, string Name, DateTimeOffset Added, int Width, int Height, IReadOnlyDictionary<string, JsonElement> Metadata);

/// <summary>The first part of the record of a picture's embeddings.</summary>
internal sealed record RegionsDescription(string Picture, string Model, string Detector, float[] Boxes, float[] Scores, long[]? Labels);

/// <summary>The first part of the record of a caption's embeddings; it alone holds the text.</summary>
internal sealed record CaptionDescription(long Caption, string Text, string? Picture, DateTimeOffset Added, string Model, int Words);

/// <summary>The first part of a vector's record: a picture's or a caption's.</summary>
internal sealed record VectorDescription(string? Picture, long? Caption, string Model, string? Detector);

/// <summary>Generated code that reads and writes them.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(PictureDescription))]
[JsonSerializable(typeof(RegionsDescription))]
[JsonSerializable(typeof(CaptionDescription))]
[JsonSerializable(typeof(VectorDescription))]
internal sealed partial class RecordJson : JsonSerializerContext;
