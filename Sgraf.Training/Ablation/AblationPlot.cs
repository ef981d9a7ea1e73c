using ScottPlot;
using Sgraf.Model.Bundles;

namespace Sgraf.Training.Ablation;

/// <summary>Draws the sums of recalls of an ablation as bars.</summary>
internal static class AblationPlot
{
    private const int Width = 900, RowHeight = 36, Margins = 130;

    /// <summary>A bar a variant, the first on top, as a PNG that replaces an older one.</summary>
    public static void Draw(string path, AblationReport report)
    {
        using var plot = new Plot();
        var (count, longest) = (report.Rows.Count, report.Rows.Max(row => row.Rsum));
        var bars = plot.Add.Bars(report.Rows.Select((row, place) => BarOf(row, count - 1 - place)).ToArray());
        bars.Horizontal = true;
        plot.Axes.Left.SetTicks([.. Enumerable.Range(0, count).Select(place => (double)(count - 1 - place))], [.. report.Rows.Select(row => row.Title)]);
        plot.Axes.Left.MajorTickStyle.Length = 0;
        plot.Axes.SetLimits(0, 1.1 * longest, -0.6, count - 0.4);
        plot.HideGrid();
        plot.Title($"Ablation on {report.Data}");
        plot.XLabel($"sum of recalls, {report.Split}");
        var image = plot.GetImage(Width, Margins + RowHeight * count).GetImageBytes(ImageFormat.Png);
        DurableFile.Write(path, stream => stream.Write(image));
    }

    private static Bar BarOf(AblationRow row, int position) => new()
    {
        Position = position,
        Value = row.Rsum,
        Error = row.RsumDeviation ?? 0,
        Size = 0.7,
        LineWidth = 1,
        LineColor = Colors.Black,
        FillColor = row.Name == AblationVariant.Sgraf ? Colors.C1 : Colors.C0,
        Label = row.Rsum.ToString("F1", System.Globalization.CultureInfo.InvariantCulture),
    };
}
