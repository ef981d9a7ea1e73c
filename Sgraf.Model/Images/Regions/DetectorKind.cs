namespace Sgraf.Model.Images.Regions;

/// <summary>The two ways in which a file finds regions.</summary>
public enum DetectorKind
{
    /// <summary>A detector that gives boxes and features by itself.</summary>
    Regions,

    /// <summary>An image network that gives one feature for each part cut from the picture.</summary>
    Crops,
}
