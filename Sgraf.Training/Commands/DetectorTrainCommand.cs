using System.CommandLine;
using System.Globalization;
using Sgraf.Training.Detection;
using Sgraf.Training.Network;
using Sgraf.Training.Terminal;

namespace Sgraf.Training.Commands;

/// <summary><c>sgraf detector train</c>: the small detector, from pictures whose objects are known.</summary>
internal static class DetectorTrainCommand
{
    private const int CoarsestStride = 32;

    private static readonly DetectorRequest Defaults = new() { Data = "", Out = "" };
    private static readonly Option<string> Data = new("--data") { Description = "A folder that sgraf scenes wrote, with the splits train and dev.", HelpName = "DIR", Required = true };
    private static readonly Option<string> Out = new("--out") { Description = "The detector to write; an older one is replaced.", HelpName = "FILE", Required = true };
    private static readonly Option<int> Size = Number("--size", $"Width and height of its input in pixels, 64 to 1024, a multiple of {CoarsestStride}.", Defaults.Side);
    private static readonly Option<int> Epochs = Number("--epochs", "Passes over the pictures; 1 to 1000.", Defaults.Epochs);
    private static readonly Option<int?> Steps = new("--steps") { Description = "Steps after which it ends earlier; 1 to 10000000.", HelpName = "N" };
    private static readonly Option<int> Batch = Number("--batch", "Pictures of a step; 2 to 256.", Defaults.BatchSize);
    private static readonly Option<double> LearningRate = Number("--learning-rate", "How far Adam moves the weights at most; 1E-08 to 1.", Defaults.LearningRate);
    private static readonly Option<int> Seed = Number("--seed", "Start of all random numbers; a whole number.", Defaults.Seed);
    private static readonly Option<string> Device = new("--device") { Description = "auto, cpu or cuda:0 and so on.", DefaultValueFactory = _ => Defaults.Device };
    private static readonly Option<int> Threads = Number("--threads", "Threads; one a core when 0. The last bits of results depend on it.", 0);

    public static SgrafCommand Create()
    {
        Size.Within(64, 1024);
        Size.Validators.Add(result =>
        {
            if (result.Tokens is [var token] && int.TryParse(token.Value, CultureInfo.InvariantCulture, out var size) && size % CoarsestStride != 0)
                result.AddError($"--size is {size}; choose a multiple of {CoarsestStride}, for example {Defaults.Side}.");
        });
        Epochs.Within(1, 1000);
        Steps.Within(1, 10_000_000);
        Batch.Within(2, 256);
        LearningRate.Within(1e-8, 1.0);
        Threads.Within(0, 1024);
        return new SgrafCommand("train", "Trains the small detector on scenes, and tells what it finds in those of the split dev.")
        {
            Examples =
            [
                "sgraf detector train --data scenes --out detector.onnx",
                "sgraf detector train --data scenes --out detector.onnx --epochs 2 --seed 7 --json",
            ],
            Run = (arguments, session) => Run(RequestOf(arguments), arguments.GetValue(Threads), session),
            Options = { Data, Out, Size, Epochs, Steps, Batch, LearningRate, Seed, Device, Threads },
        };
    }

    private static DetectorRequest RequestOf(ParseResult arguments) => new()
    {
        Data = arguments.GetRequiredValue(Data),
        Out = arguments.GetRequiredValue(Out),
        Side = arguments.GetValue(Size),
        Epochs = arguments.GetValue(Epochs),
        Steps = arguments.GetValue(Steps),
        BatchSize = arguments.GetValue(Batch),
        LearningRate = arguments.GetValue(LearningRate),
        Seed = arguments.GetValue(Seed),
        Device = arguments.GetValue(Device)!,
    };

    private static void Run(DetectorRequest request, int threads, Session session)
    {
        TorchLibrary.Load(threads);
        var report = DetectorJob.Run(request, session);
        session.Report(report, CommandJson.Plain.DetectorTrainReport, output => Write(output, report));
    }

    private static void Write(TextWriter output, DetectorTrainReport report)
    {
        var invariant = CultureInfo.InvariantCulture;
        output.WriteLine(string.Create(invariant, $"{report.Path}: {report.Id}, {report.Bytes / 1e6:F1} MB, {report.FeatureSize} values a region"));
        output.WriteLine(string.Create(invariant, $"{report.Steps:N0} steps in {report.Seconds:N0} s, loss {report.Loss:F3}"));
        DetectorText.Write(output, report.Dev);
    }

    private static Option<T> Number<T>(string name, string description, T fallback) =>
        new(name) { Description = description, HelpName = "N", DefaultValueFactory = _ => fallback };
}
