using System.CommandLine;
using Sgraf.Training.Detection;
using Sgraf.Training.Terminal;

namespace Sgraf.Training.Commands;

/// <summary><c>sgraf detector evaluate</c>: what a detector finds on scenes that it was not trained on.</summary>
internal static class DetectorEvaluateCommand
{
    private static readonly Argument<string> File = new("FILE") { Description = "A detector that sgraf detector train wrote." };
    private static readonly Option<string> Data = new("--data") { Description = "A folder that sgraf scenes wrote.", HelpName = "DIR", Required = true };
    private static readonly Option<string> Split = new("--split") { Description = "Which of its splits.", HelpName = "NAME", DefaultValueFactory = _ => "test" };

    public static SgrafCommand Create() => new("evaluate", "Tells what a detector of scenes finds in those of a split.")
    {
        Examples =
        [
            "sgraf detector evaluate detector.onnx --data scenes",
            "sgraf detector evaluate model/detector.onnx --data scenes --split dev --json",
        ],
        Run = (arguments, session) => Run(
            arguments.GetRequiredValue(File), arguments.GetRequiredValue(Data), arguments.GetRequiredValue(Split), session),
        Arguments = { File },
        Options = { Data, Split },
    };

    private static void Run(string file, string data, string split, Session session)
    {
        var report = DetectorJob.Evaluate(file, data, split, session);
        session.Report(report, CommandJson.Plain.DetectorEvaluateReport, output =>
        {
            output.WriteLine($"{report.Path}: {report.Id}");
            DetectorText.Write(output, report.Metrics);
        });
    }
}
