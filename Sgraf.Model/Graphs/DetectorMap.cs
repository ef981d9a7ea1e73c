namespace Sgraf.Model.Graphs;

/// <summary>The detector's picture of a picture: what is where, at an eighth of the input's size.</summary>
/// <remarks>Four stages, each at half the size of the one before, and the coarser ones added to the finer ones (Lin et al., CVPR 2017).</remarks>
internal static class DetectorMap
{
    private const int FinestLevel = 2;
    private const int CoarsestLevel = 4;

    /// <param name="image">(N, 3, S, S)</param>
    /// <returns>(N, C, S / 8, S / 8)</returns>
    public static GraphValue Of(GraphValue image)
    {
        var levels = new GraphValue[CoarsestLevel + 1];
        levels[0] = Layer(image, "map.stem", stride: 2);                                       // (N, 16, S / 2, S / 2)
        for (var level = 1; level <= CoarsestLevel; level++) levels[level] = Stage(levels[level - 1], $"map.stage{level}");
        var merged = levels[CoarsestLevel].Convolve($"map.lateral{CoarsestLevel}");            // (N, C, S / 32, S / 32)
        for (var level = CoarsestLevel - 1; level >= FinestLevel; level--)
            merged = merged.Double() + levels[level].Convolve($"map.lateral{level}");
        return Layer(merged, "map.merge");
    }

    private static GraphValue Stage(GraphValue map, string stage)
    {
        var reduced = Layer(map, $"{stage}.reduce", stride: 2);
        var changes = Layer(reduced, $"{stage}.first").Convolve($"{stage}.second.filters").BatchNorm($"{stage}.second.norm");
        return (reduced + changes).Relu();
    }

    private static GraphValue Layer(GraphValue map, string layer, int stride = 1) =>
        map.Convolve($"{layer}.filters", stride).BatchNorm($"{layer}.norm").Relu();
}
