using System.Text.Json;
using System.Text.Json.Serialization;
using Sgraf.Api.Ingest.Indexing;
using Sgraf.Api.Problems;
using Sgraf.Api.Reading;

namespace Sgraf.Api.Ingest.Importing;

/// <summary>A line of a list: a picture of a folder or archive by its name, or one that the line itself holds.</summary>
internal sealed record ListLine
{
    private static readonly byte[] ByteOrderMark = [0xEF, 0xBB, 0xBF];

    /// <summary>In a folder or archive: the picture's path from the list, for example <c>images/1.jpg</c>. In an uploaded list: a picture's id.</summary>
    public string? Image { get; init; }

    /// <summary>In an uploaded list: the picture's file in base64.</summary>
    public PictureData? Data { get; init; }

    /// <summary>In an uploaded list: what the file is called.</summary>
    public string? Name { get; init; }

    /// <summary>Captions of the picture.</summary>
    public IReadOnlyList<string>? Captions { get; init; }

    /// <summary>Metadata of the picture.</summary>
    public Dictionary<string, JsonElement>? Metadata { get; init; }

    /// <exception cref="ProblemException">The line is not the expected JSON.</exception>
    public static ListLine Parse(ReadOnlySpan<byte> line)
    {
        try
        {
            var json = line.StartsWith(ByteOrderMark) ? line[ByteOrderMark.Length..] : line;
            var read = JsonSerializer.Deserialize(json, ListJson.Default.ListLine) ?? throw new ProblemException(Errors.InvalidJson, "The line is null.");
            foreach (var value in read.Metadata?.Values ?? Enumerable.Empty<JsonElement>()) _ = MetadataText.Of(value, "The metadata hold");
            return read;
        }
        catch (JsonException failure)
        {
            throw new ProblemException(Errors.InvalidJson, JsonMistake.Describe(failure));
        }
    }
}

/// <summary>Generated code that reads lines, and details of items.</summary>
[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Strict, PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ListLine))]
[JsonSerializable(typeof(ItemDetails))]
[JsonSerializable(typeof(Problem))]
internal sealed partial class ListJson : JsonSerializerContext;
