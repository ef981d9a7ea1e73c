using System.Globalization;
using Sgraf.Training.Distillation;
using Sgraf.Training.Terminal;

namespace Sgraf.Training.Commands;

/// <summary>What <c>sgraf distill</c> says to people.</summary>
internal static class DistillText
{
    public static void Write(TextWriter output, DistillReport report)
    {
        TextTable.Write(output, ["shortlist", "values", "of the best 10 in 50 to 100"], report.Shortlists.Select(shortlist =>
            (string[])[shortlist.Name, $"{shortlist.VectorSize}", (100 * shortlist.Share).ToString("0.00 '%'", CultureInfo.InvariantCulture)]));
        var hadDual = report.Shortlists.Any(shortlist => shortlist.Name == ShortlistCandidate.Dual);
        var verdict = report.Kept switch
        {
            ShortlistCandidate.Distilled => $"the distilled projections audit best and are stored{(hadDual ? " in place of the dual encoder" : "")}",
            ShortlistCandidate.Present => "the bundle's own projections audit best and stay",
            ShortlistCandidate.Dual => "the bundle's dual encoder audits best and stays",
            _ => $"no projection audits better than the global vectors, so the bundle has none{(hadDual ? ", and its dual encoder is gone" : "")}",
        };
        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{report.Bundle}: {verdict}; {report.Images:N0} images, {report.Captions:N0} captions, {report.Seconds:N1} s"));
    }
}
