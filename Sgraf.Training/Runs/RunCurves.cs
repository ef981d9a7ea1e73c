using ScottPlot;
using Sgraf.Model.Bundles;

namespace Sgraf.Training.Runs;

/// <summary>Draws how a run goes.</summary>
internal static class RunCurves
{
    private const int Width = 900;
    private const int Height = 700;
    private const int Points = 1000;

    /// <summary>Loss and recalls over the epochs, as a PNG that replaces an older one.</summary>
    public static void Draw(string path, IReadOnlyList<StepRecord> steps, IReadOnlyList<EpochRecord> epochs)
    {
        var figure = new Multiplot();
        figure.AddPlots(2);
        DrawLoss(figure.GetPlot(0), steps);
        DrawRsum(figure.GetPlot(1), epochs);
        var image = figure.Render(Width, Height).GetImageBytes(ImageFormat.Png);
        DurableFile.Write(path, stream => stream.Write(image));
    }

    /// <summary>Means of as many steps as make a thousand points, so that a long run stays readable.</summary>
    private static void DrawLoss(Plot plot, IReadOnlyList<StepRecord> steps)
    {
        var groups = steps.Chunk(Math.Max(1, steps.Count / Points)).ToArray();
        var line = plot.Add.ScatterLine(
            Array.ConvertAll(groups, group => group[^1].Epoch), Array.ConvertAll(groups, group => group.Average(step => step.Loss)));
        line.LegendText = "loss";
        plot.YLabel("loss of a step");
    }

    private static void DrawRsum(Plot plot, IReadOnlyList<EpochRecord> epochs)
    {
        foreach (var module in epochs[^1].Metrics.Keys)
        {
            var line = plot.Add.Scatter(
                epochs.Select(epoch => (double)epoch.Epoch).ToArray(), epochs.Select(epoch => epoch.Metrics[module].Rsum).ToArray());
            line.LegendText = module;
        }
        plot.ShowLegend(Alignment.LowerRight);
        plot.XLabel("epoch");
        plot.YLabel("sum of recalls, development split");
    }
}
