using System.CommandLine;
using Sgraf.Model.Images.Regions;
using Sgraf.Training.Terminal;

namespace Sgraf.Training.Commands;

/// <summary><c>sgraf detector</c>: what has to do with detectors themselves.</summary>
internal static class DetectorCommand
{
    public static SgrafCommand Create() => new("detector", "Trains a detector, measures one, or checks a detector's file.")
    {
        Examples =
        [
            "sgraf detector train --data scenes --out detector.onnx",
            "sgraf detector evaluate detector.onnx --data scenes",
            "sgraf detector check detector.onnx",
        ],
        Run = (_, _) => throw new System.Diagnostics.UnreachableException(),
        Subcommands = { DetectorTrainCommand.Create(), DetectorEvaluateCommand.Create(), CreateCheck() },
    };

    private static SgrafCommand CreateCheck()
    {
        var file = new Argument<string>("FILE") { Description = "An ONNX file, with its settings inside or in FILE.json beside it." };
        return new SgrafCommand("check", "Tells what a detector's file is, or everything that is wrong with it.")
        {
            Examples = ["sgraf detector check detector.onnx", "sgraf detector check mobilenet.onnx --json"],
            Run = (arguments, session) => Check(arguments.GetRequiredValue(file), session),
            Arguments = { file },
        };
    }

    private static void Check(string file, Session session)
    {
        var report = RegionSource.Inspect(file);
        session.Report(report, CommandJson.Plain.DetectorReport, output => Write(output, report));
        if (report.Problems.Count == 0) return;
        session.Output.Flush();
        throw new CommandException(
            $"{file} cannot serve as a detector, {report.Problems.Count} {(report.Problems.Count == 1 ? "problem" : "problems")}:"
            + string.Concat(report.Problems.Select(problem => $"\n- {problem}")));
    }

    private static void Write(TextWriter output, DetectorReport report)
    {
        var kind = report.Kind switch
        {
            DetectorKind.Regions => "finds regions",
            DetectorKind.Crops => "an image network for crops",
            _ => "no detector",
        };
        output.WriteLine($"{report.Path}: {report.Id ?? "nameless"}, {kind}");
        TextTable.Write(output, ["property", "value"], Facts(report).Select(fact => new[] { fact.Name, TextTable.Printable(fact.Value) }));
    }

    private static IEnumerable<(string Name, string Value)> Facts(DetectorReport report)
    {
        foreach (var input in report.Inputs) yield return ("input", input);
        foreach (var outputs in report.Outputs) yield return ("output", outputs);
        foreach (var (key, value) in report.Settings) yield return (key, value);
        if (report.FeatureSize is { } size) yield return ("values a feature", $"{size}");
        if (report.ProbeRegions is { } regions) yield return ("regions in a probe", $"{regions}");
    }
}
