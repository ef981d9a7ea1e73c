namespace Sgraf.Model.Graphs;

/// <summary>What the small detector's graph is besides its weights.</summary>
public sealed record DetectorDesign
{
    /// <summary>Name and version, by which its features are told from those of any other.</summary>
    public required string Id { get; init; }

    /// <summary>Width and height of its input, in pixels; a multiple of 32.</summary>
    public required int Side { get; init; }

    /// <summary>R: rows of its output: the whole picture, then the objects.</summary>
    public required int Regions { get; init; }

    /// <summary>Least score of an object, in (0, 1); rows that fall short of it have the score 0 and are no regions.</summary>
    public required float Threshold { get; init; }

    /// <summary>Heads that name an object, the most significant first.</summary>
    public required IReadOnlyList<string> ObjectHeads { get; init; }

    /// <summary>Heads that name the whole picture, the most significant first.</summary>
    public required IReadOnlyList<string> SceneHeads { get; init; }

    /// <summary>Names of all combinations of the first, then of all combinations of the second.</summary>
    public required IReadOnlyList<string> Labels { get; init; }

    /// <summary>Red, green and blue before they are subtracted from a pixel's, in 0..255.</summary>
    public const float Mean = 127.5f;

    /// <summary>What divides the difference.</summary>
    public const float Deviation = 64;

    /// <summary>Pixels of the input, along a side, to a place of the map.</summary>
    public const int Stride = 8;

    /// <summary>Points of a region, along a side, at which the map is read.</summary>
    public const int Points = 3;

    /// <summary>Places of the map along a side.</summary>
    public int Places => Side / Stride;
}
