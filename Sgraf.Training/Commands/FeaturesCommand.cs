using Sgraf.Training.Features;
using Sgraf.Training.Terminal;

namespace Sgraf.Training.Commands;

/// <summary><c>sgraf features</c>: the regions of pictures, as arrays that training and evaluation read.</summary>
internal static class FeaturesCommand
{
    public static SgrafCommand Create()
    {
        var arguments = new FeatureArguments();
        var command = new SgrafCommand("features", "Finds the regions of pictures; run again after a kill, it goes on where it was.")
        {
            Examples =
            [
                "sgraf features --detector detector.onnx --images photos --out features",
                "sgraf features --detector mobilenet.onnx --images photos --list test.jsonl --out data --on-error skip",
                "sgraf features --bundle model --data flickr30k --split test --json",
            ],
            Run = (parsed, session) => Run(arguments.Read(parsed), session),
        };
        arguments.AddTo(command);
        return command;
    }

    private static void Run(FeatureRequest request, Session session)
    {
        var report = FeatureJob.Run(request, session);
        session.Report(report, CommandJson.Plain.FeatureReport, output =>
        {
            output.WriteLine($"{report.Features}: {report.Pictures:N0} pictures, {report.Skipped.Count:N0} skipped");
            output.WriteLine($"{report.Regions} regions of {report.FeatureSize} values by {report.DetectorId}");
            output.WriteLine($"{report.Made:N0} made in {report.Seconds:N1} s, {report.PicturesPerSecond:N1} a second");
        });
    }
}
