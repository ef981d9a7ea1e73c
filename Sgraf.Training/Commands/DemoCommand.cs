using System.CommandLine;
using System.Globalization;
using Sgraf.Training.Demo;
using Sgraf.Training.Network;
using Sgraf.Training.Runs;
using Sgraf.Training.Terminal;

namespace Sgraf.Training.Commands;

/// <summary><c>sgraf demo</c>: the model that the service ships with, from nothing but a seed.</summary>
internal static class DemoCommand
{
    public static SgrafCommand Create()
    {
        var target = new Option<string>("--out") { Description = "A folder for everything; one that is there is taken up again.", HelpName = "DIR", Required = true };
        var quick = new Option<bool>("--quick") { Description = "A small world and a short training, to see the whole chain work." };
        var seed = new Option<int>("--seed") { Description = "Start of all random numbers; a whole number.", HelpName = "N", DefaultValueFactory = _ => 1 };
        var device = new Option<string>("--device") { Description = "Where networks are trained: auto, cpu or cuda:0 and so on.", DefaultValueFactory = _ => "auto" };
        var threads = new Option<int>("--threads") { Description = "Threads; one a core when 0. The last bits of results depend on it.", HelpName = "N" };
        threads.Within(0, 1024);
        return new SgrafCommand("demo", "Draws scenes, trains a detector and both networks on them, and writes model and gallery.")
        {
            Examples = ["sgraf demo --out demo", "sgraf demo --out demo --quick --json"],
            Options = { target, quick, seed, device, threads },
            Run = (arguments, session) =>
            {
                TorchLibrary.Load(arguments.GetValue(threads));
                var plan = arguments.GetValue(quick) ? DemoPlan.Quick : DemoPlan.Full;
                var request = new DemoRequest(arguments.GetRequiredValue(target), plan, arguments.GetValue(seed), arguments.GetValue(device)!);
                var report = new DemoRun(request, session).Run();
                session.Report(report, CommandJson.Plain.DemoReport, output => Write(output, report));
            },
        };
    }

    private static void Write(TextWriter output, DemoReport report)
    {
        var invariant = CultureInfo.InvariantCulture;
        string Figure(string name) => report.Metrics[name].ToString("F1", invariant);
        TextTable.Write(output, ["", "i2t R@1", "R@5", "R@10", "t2i R@1", "R@5", "R@10", "rsum"], ((string[])["sgr", "saf", "sgraf"]).Select(module => (string[])
        [
            module, .. from direction in (string[])["i2t", "t2i"] from rank in (string[])["r1", "r5", "r10"] select Figure($"test.{module}.{direction}.{rank}"),
            Figure($"test.{module}.rsum"),
        ]));
        output.WriteLine(string.Create(invariant, $"detector: {report.Metrics["test.detector.recall"]:F2} % of the objects found"));
        output.WriteLine(string.Create(invariant, $"{report.Bundle}: {report.BundleBytes / 1e6:F1} MB; {report.Gallery}: {report.GalleryBytes / 1e6:F1} MB; {RunLines.Duration(TimeSpan.FromSeconds(report.Seconds.Values.Sum()))} in all"));
    }
}
