using System.CommandLine;
using System.Globalization;
using Sgraf.Training.Network;
using Sgraf.Training.Runs;
using Sgraf.Training.Terminal;

namespace Sgraf.Training.Commands;

/// <summary><c>sgraf train</c>: trains a network, or goes on where a run was stopped.</summary>
internal static class TrainCommand
{
    private static readonly Option<string> Data = new("--data")
    {
        Description = "A folder with {train,dev}_ims.npy and {train,dev}_caps.txt or .jsonl.", HelpName = "DIR", Required = true,
    };
    private static readonly Option<NetworkKind> Module = new("--module") { Description = "What to train.", Required = true };
    private static readonly Option<string> Out = new("--out") { Description = "The run's folder; one that is there is taken up again.", HelpName = "DIR", Required = true };
    private static readonly Option<string?> StartFrom = new("--start-from") { Description = "A run whose best weights this one starts from.", HelpName = "RUN" };
    private static readonly Option<string?> Preset = new("--preset") { Description = $"Hyper-parameters that belong together; {Presets.Flickr30K} by default." };
    private static readonly Option<string?> Words = new("--vocab") { Description = "The vocabulary; by default vocab.json of the data, or a new one.", HelpName = "FILE" };
    private static readonly Option<string?> Detector = new("--detector-id") { Description = "The detector that made the features; the one that train_features.json names by default.", HelpName = "ID" };
    private static readonly Option<string> Device = new("--device") { Description = "auto, cpu or cuda:0 and so on.", DefaultValueFactory = _ => "auto" };
    private static readonly Option<int> Threads = new("--threads") { Description = "Threads; one a core when 0. The last bits of results depend on it." };
    private static readonly Option<double> SaveEvery = new("--save-every") { Description = "Minutes between two saved states; 0 to 1440.", DefaultValueFactory = _ => 10 };
    private static readonly Option<int> Keep = new("--keep") { Description = "Weights of how many last epochs stay; 1 to 1000.", DefaultValueFactory = _ => 3 };

    public static SgrafCommand Create()
    {
        var parameters = new HyperParameterOptions();
        Module.AcceptOnlyFromAmong("dual", "sgr", "saf", "joint");
        Preset.AcceptOnlyFromAmong([.. Presets.Names]);
        SaveEvery.Within(0.0, 1440);
        Keep.Within(1, 1000);
        Threads.Within(0, 1024);
        var command = new SgrafCommand("train", "Trains a network; a run that was stopped goes on by itself.")
        {
            Options = { Data, Module, Out, StartFrom, Preset, Words, Detector, Device, Threads, SaveEvery, Keep },
            Examples =
            [
                "sgraf train --data f30k --module sgr --out runs/sgr",
                "sgraf train --data flickr8k --module dual --preset small --out runs/dual",
                "sgraf train --data flickr8k --module saf --preset small --start-from runs/dual --out runs/saf --epochs 8",
            ],
            Run = (arguments, session) => Run(arguments, parameters, session),
        };
        foreach (var option in parameters.All) command.Add(option);
        return command;
    }

    private static void Run(ParseResult arguments, HyperParameterOptions parameters, Session session)
    {
        TorchLibrary.Load(arguments.GetValue(Threads));
        var keeping = new RunKeeping(TimeSpan.FromMinutes(arguments.GetValue(SaveEvery)), arguments.GetValue(Keep));
        var (settings, progress) = RunJob.Run(RequestOf(arguments, parameters), keeping, arguments.GetValue(Device)!, session);
        var report = new TrainReport(
            arguments.GetRequiredValue(Out), settings.Module.ToString().ToLowerInvariant(), progress.Epoch, progress.Step, progress.Seconds,
            progress.BestRsum, progress.BestEpoch + 1);
        session.Report(report, CommandJson.Plain.TrainReport, output => output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{report.Out}: {report.Steps} steps in {RunLines.Duration(TimeSpan.FromSeconds(report.Seconds))}, best rsum {report.BestRsum:F1} after epoch {report.BestEpoch}")));
    }

    private static RunRequest RequestOf(ParseResult arguments, HyperParameterOptions parameters) => new()
    {
        Module = arguments.GetValue(Module),
        Data = arguments.GetRequiredValue(Data),
        Out = arguments.GetRequiredValue(Out),
        StartFrom = arguments.GetValue(StartFrom),
        Preset = arguments.GetValue(Preset),
        Vocabulary = arguments.GetValue(Words),
        Detector = arguments.GetValue(Detector),
        Changes = parameters.Named(arguments),
    };
}
