using System.Text.Json;

namespace Sgraf.Training.Features;

/// <summary>What came of one picture, one JSON line: its regions, or why there are none.</summary>
internal sealed record PictureRecord
{
    /// <summary>The picture's id: its name in the list.</summary>
    public required string Image { get; init; }

    /// <summary>Width of the upright picture, in pixels.</summary>
    public int? Width { get; init; }

    /// <summary>Height of the upright picture, in pixels.</summary>
    public int? Height { get; init; }

    /// <summary>x1 y1 x2 y2 of each region found, in pixels, best first; rows that only repeat to fill the features are left out.</summary>
    public float[]? Boxes { get; init; }

    /// <summary>Scores of these regions.</summary>
    public float[]? Scores { get; init; }

    /// <summary>Numbers of the detector's labels, where it has some.</summary>
    public long[]? Labels { get; init; }

    /// <summary>Why the picture has no features; null where it has.</summary>
    public string? Problem { get; init; }

    public string ToLine() => JsonSerializer.Serialize(this, FeatureJson.Default.PictureRecord);

    /// <summary>Reads a line; null where it is incomplete, as the last line of a killed writer may be.</summary>
    public static PictureRecord? FromLine(string line)
    {
        try
        {
            return JsonSerializer.Deserialize(line, FeatureJson.Default.PictureRecord);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
