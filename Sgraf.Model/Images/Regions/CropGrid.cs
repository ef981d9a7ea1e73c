namespace Sgraf.Model.Images.Regions;

/// <summary>The parts of a picture that are looked at where no detector says where to look.</summary>
/// <remarks>
/// 36 boxes, always the same and in the same order: the whole, the middle two thirds of each side, nine overlapping halves and twenty-five
/// overlapping thirds. As many as the published models have regions, from the coarse to the fine.
/// </remarks>
internal static class CropGrid
{
    public const int Count = 36;

    /// <summary>The boxes over a picture: x1 y1 x2 y2 in pixels of the upright original.</summary>
    public static float[] Boxes(Picture picture)
    {
        var boxes = new List<float>(4 * Count);
        Add(boxes, picture, parts: 1, steps: 1, windows: 1, first: 0);
        Add(boxes, picture, parts: 6, steps: 4, windows: 1, first: 1);
        Add(boxes, picture, parts: 4, steps: 2, windows: 3, first: 0);
        Add(boxes, picture, parts: 6, steps: 2, windows: 5, first: 0);
        return [.. boxes];
    }

    /// <summary>Windows of some steps each, one step apart, row by row, where each side has some steps in all.</summary>
    private static void Add(List<float> boxes, Picture picture, int parts, int steps, int windows, int first)
    {
        for (var i = 0; i < windows * windows; i++)
        {
            var (row, column) = (first + i / windows, first + i % windows);
            boxes.Add((float)column * picture.FullWidth / parts);
            boxes.Add((float)row * picture.FullHeight / parts);
            boxes.Add((float)(column + steps) * picture.FullWidth / parts);
            boxes.Add((float)(row + steps) * picture.FullHeight / parts);
        }
    }
}
