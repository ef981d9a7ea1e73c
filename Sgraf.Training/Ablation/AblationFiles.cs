using System.Text;
using System.Text.Json;
using Sgraf.Model.Bundles;

namespace Sgraf.Training.Ablation;

/// <summary>What an ablation leaves for people and other programs: <c>ablation.json</c>, <c>ablation.md</c> and <c>ablation.png</c>.</summary>
internal static class AblationFiles
{
    /// <summary>Writes all of them anew from the results that are there, each whole or not at all.</summary>
    public static AblationReport Write(AblationRequest request)
    {
        var report = ReportOf(request);
        DurableFile.Write(Path.Combine(request.Out, "ablation.json"), stream => JsonSerializer.Serialize(stream, report, AblationJson.Default.AblationReport));
        DurableFile.Write(Path.Combine(request.Out, "ablation.md"), stream => stream.Write(Encoding.UTF8.GetBytes(AblationMarkdown.Of(report))));
        AblationPlot.Draw(Path.Combine(request.Out, "ablation.png"), report);
        return report;
    }

    private static AblationReport ReportOf(AblationRequest request)
    {
        var results = request.Variants.SelectMany(variant => request.Seeds.Select(seed => VariantResult.Find(request.ResultOf(variant.Name, seed), request.Split)))
            .ToArray();
        var first = results.First(result => result is not null)!;
        return new AblationReport(
            NameOf(request.Data), request.Split, first.Images, first.Captions, request.Preset, [.. request.Changes.Select(change => change.Name)],
            request.StartFrom is { } origin ? NameOf(origin) : null, results.All(result => result is not null), AblationTable.Of(request));
    }

    private static string NameOf(string folder) => Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder)));
}
