using System.Text.Json;
using System.Text.Json.Serialization;

namespace Sgraf.Training.Features;

/// <summary>What features depend on: a run may go on with an earlier one, or is done, where all of it agrees.</summary>
internal sealed record FeatureOrigin
{
    /// <summary>Name and version of the detector.</summary>
    public required string DetectorId { get; init; }

    /// <summary>SHA-256 of its file and of the file beside it.</summary>
    public required string DetectorSha256 { get; init; }

    /// <summary>F: values of one feature.</summary>
    public required int FeatureSize { get; init; }

    /// <summary>R: rows of each picture.</summary>
    public required int Rows { get; init; }

    /// <summary>Pictures of the list.</summary>
    public required int Pictures { get; init; }

    /// <summary>SHA-256 of their names and captions.</summary>
    public required string PicturesSha256 { get; init; }

    /// <summary>What the features of a split were made of; null where nobody wrote it down.</summary>
    public static FeatureOrigin? Of(FeaturePaths paths) => File.Exists(paths.Origin) ? FromLine(File.ReadAllText(paths.Origin)) : null;

    public string ToLine() => JsonSerializer.Serialize(this, FeatureJson.Default.FeatureOrigin);

    /// <summary>Reads a line; null where it is none.</summary>
    public static FeatureOrigin? FromLine(string? line)
    {
        try
        {
            return line is null ? null : JsonSerializer.Deserialize(line, FeatureJson.Default.FeatureOrigin);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(FeatureOrigin))]
[JsonSerializable(typeof(PictureRecord))]
internal sealed partial class FeatureJson : JsonSerializerContext;
