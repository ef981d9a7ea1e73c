using System.Globalization;
using Sgraf.Training.Evaluation;

namespace Sgraf.Training.Ablation;

/// <summary>An ablation's table in Markdown.</summary>
internal static class AblationMarkdown
{
    public static string Of(AblationReport report) => string.Join('\n', [
        $"# Ablation on {report.Data}, split {report.Split}",
        "",
        Describe(report),
        "",
        "| | variant | i2t R@1 | R@5 | R@10 | t2i R@1 | R@5 | R@10 | rsum | best epoch | minutes |",
        "|---|---|---|---|---|---|---|---|---|---|---|",
        .. report.Rows.Select(Line),
        "",
    ]);

    private static string Describe(AblationReport report)
    {
        var seeds = report.Rows.SelectMany(row => row.Seeds).Distinct().Order().ToArray();
        var means = seeds.Length > 1 ? $"means of the seeds {string.Join(", ", seeds)} with the standard deviation of rsum" : $"seed {seeds[0]}";
        var changes = report.Changes.Count > 0 ? $" with another {string.Join(", ", report.Changes)}" : "";
        var origin = report.StartFrom is { } run ? $", encoders from {run}" : "";
        var state = report.Complete ? "" : " Not all variants are done yet.";
        return string.Create(CultureInfo.InvariantCulture,
            $"{report.Images:N0} images, {report.Captions:N0} captions; preset {report.Preset}{changes}{origin}; {means}. Of each run the weights with the best rsum on dev.{state}");
    }

    private static string Line(AblationRow row) => string.Join(" | ", [
        $"| {row.Name}", row.Title, .. Recalls(row.I2t), .. Recalls(row.T2i),
        row.RsumDeviation is { } deviation ? $"{Text(row.Rsum)} ± {Text(deviation)}" : Text(row.Rsum),
        string.Join(", ", row.BestEpochs), $"{Text(row.Seconds / 60)} |",
    ]);

    private static IEnumerable<string> Recalls(DirectionMetrics metrics) => [Text(metrics.R1), Text(metrics.R5), Text(metrics.R10)];

    private static string Text(double value) => value.ToString("F1", CultureInfo.InvariantCulture);
}
