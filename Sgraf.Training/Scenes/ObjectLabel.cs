namespace Sgraf.Training.Scenes;

/// <summary>What a detector is to find of one object.</summary>
/// <param name="Box">The smallest box around its visible pixels: x1, y1, x2, y2, the latter two just beyond the last pixel.</param>
/// <param name="Shape">Its class.</param>
/// <param name="Colour">Its colour.</param>
/// <param name="Size">Its size, whatever its depth.</param>
/// <param name="Surface">What it is painted with.</param>
/// <param name="Visible">The share of it that no other object hides, in (0, 1].</param>
internal sealed record ObjectLabel(
    (int X1, int Y1, int X2, int Y2) Box, Shape Shape, Colour Colour, Size Size, Surface Surface, float Visible);
