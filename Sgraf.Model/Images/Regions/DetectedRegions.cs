namespace Sgraf.Model.Images.Regions;

/// <summary>The regions of one picture, best first.</summary>
public sealed record DetectedRegions
{
    /// <summary>Regions found, at least one. Further rows, if there are any, repeat the first ones and are never to be shown.</summary>
    public required int Count { get; init; }

    /// <summary>F: values of one feature.</summary>
    public required int FeatureSize { get; init; }

    /// <summary>(R, 4) boxes, x1 y1 x2 y2 in pixels of the upright original.</summary>
    public required float[] Boxes { get; init; }

    /// <summary>(R) scores, larger is surer; all 1 where nothing judges.</summary>
    public required float[] Scores { get; init; }

    /// <summary>(R) numbers of the detector's labels; null where it has none.</summary>
    public long[]? Labels { get; init; }

    /// <summary>(R, F) features as the network gave them.</summary>
    public required float[] Features { get; init; }

    /// <summary>R: rows, repeated ones included.</summary>
    public int RowCount => Scores.Length;

    /// <summary>The same regions in as many rows as a model wants: the best ones, repeated in turn where there are too few.</summary>
    /// <remarks>A repeated region leaves the attention between regions as it was; a row of zeros would draw some to itself.</remarks>
    /// <param name="rows">R of the model.</param>
    public DetectedRegions Fit(int rows)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(rows);
        return this with
        {
            Count = Math.Min(Count, rows),
            Boxes = Repeat(Boxes, 4, rows),
            Scores = Repeat(Scores, 1, rows),
            Labels = Labels is null ? null : Repeat(Labels, 1, rows),
            Features = Repeat(Features, FeatureSize, rows),
        };
    }

    private T[] Repeat<T>(T[] values, int size, int rows)
    {
        var repeated = new T[rows * size];
        for (var row = 0; row < rows; row++) Array.Copy(values, row % Count * size, repeated, row * size, size);
        return repeated;
    }
}
