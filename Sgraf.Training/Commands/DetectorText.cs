using System.Globalization;
using Sgraf.Training.Detection;
using Sgraf.Training.Terminal;

namespace Sgraf.Training.Commands;

/// <summary>What a detector found, for people.</summary>
internal static class DetectorText
{
    public static void Write(TextWriter output, DetectorMetrics metrics)
    {
        var invariant = CultureInfo.InvariantCulture;
        output.WriteLine(string.Create(
            invariant,
            $"{metrics.Pictures:N0} unseen pictures: {100 * metrics.Recall:F2} % of {metrics.Objects:N0} objects found, {metrics.FalsePositives:N0} false ones"));
        TextTable.Write(output, ["judged right", "share"], metrics.Accuracies.Select(head => (string[])[head.Key, string.Create(invariant, $"{100 * head.Value:F2} %")]));
    }
}
