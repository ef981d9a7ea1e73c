namespace Sgraf.Model.Graphs;

/// <summary>The detector's picture of a picture: what is where, at an eighth of the input's size.</summary>
/// <remarks>Three stages, each at half the size of the one before, and the coarser ones added to the finer ones (Lin et al., CVPR 2017).</remarks>
internal static class DetectorMap
{
    private const int Levels = 3;

    /// <param name="image">(N, 3, S, S)</param>
    /// <returns>(N, C, S / 8, S / 8)</returns>
    public static GraphValue Of(GraphValue image)
    {
        var levels = new GraphValue[Levels + 1];
        levels[0] = Layer(image, "map.stem", stride: 4);                                       // (N, 32, S / 4, S / 4)
        for (var level = 1; level <= Levels; level++) levels[level] = Stage(levels[level - 1], $"map.stage{level}");
        var merged = levels[Levels].Convolve($"map.lateral{Levels}");                          // (N, C, S / 32, S / 32)
        for (var level = Levels - 1; level > 0; level--)
            merged = merged.Double() + levels[level].Convolve($"map.lateral{level}");          // (N, C, S / 8, S / 8) in the end
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
