using System.CommandLine;
using System.Globalization;
using Sgraf.Training.Ablation;
using Sgraf.Training.Network;
using Sgraf.Training.Runs;
using Sgraf.Training.Terminal;

namespace Sgraf.Training.Commands;

/// <summary><c>sgraf ablate</c>: trains and compares the paper's variants, or goes on where it was stopped.</summary>
internal static class AblateCommand
{
    private static readonly Option<string> Data = new("--data")
    {
        Description = "A folder with {train,dev}_ims.npy and {train,dev}_caps.txt or .jsonl, and of another split to compare on.",
        HelpName = "DIR", Required = true,
    };
    private static readonly Option<string> Out = new("--out") { Description = "The folder of the runs, the table and the plot; one that is there is taken up again.", HelpName = "DIR", Required = true };
    private static readonly string AllNames = string.Join(", ", AblationVariant.All.Select(variant => variant.Name));
    private static readonly Option<string[]> Only = new("--only")
    {
        Description = $"Which variants, all by default: {AllNames}.", HelpName = "NAME...", AllowMultipleArgumentsPerToken = true,
    };
    private static readonly Option<int[]> Seeds = new("--seeds")
    {
        Description = "Each variant is trained once with each; 1 by default.", HelpName = "N...", AllowMultipleArgumentsPerToken = true, DefaultValueFactory = _ => [1],
    };
    private static readonly Option<string?> Split = new("--split") { Description = "What variants are compared on; test by default, dev where there is no test.", HelpName = "NAME" };
    private static readonly Option<string?> StartFrom = new("--start-from") { Description = "A dual run whose encoders all variants start from.", HelpName = "RUN" };
    private static readonly Option<string> Preset = new("--preset") { Description = "Hyper-parameters that belong together.", DefaultValueFactory = _ => Presets.Flickr30K };
    private static readonly Option<string> Device = new("--device") { Description = "auto, cpu or cuda:0 and so on.", DefaultValueFactory = _ => "auto" };
    private static readonly Option<int> Threads = new("--threads") { Description = "Threads; one a core when 0. The last bits of results depend on it." };
    private static readonly Option<double> SaveEvery = new("--save-every") { Description = "Minutes between two saved states; 0 to 1440.", DefaultValueFactory = _ => 10 };

    public static SgrafCommand Create()
    {
        var parameters = new HyperParameterOptions();
        Only.Validators.Add(result =>
        {
            foreach (var unknown in result.Tokens.Where(token => AblationVariant.All.All(variant => variant.Name != token.Value)))
                result.AddError($"--only has {unknown.Value}; choose from {AllNames}.");
        });
        Preset.AcceptOnlyFromAmong([.. Presets.Names]);
        SaveEvery.Within(0.0, 1440);
        Threads.Within(0, 1024);
        var command = new SgrafCommand("ablate", "Trains and compares the paper's variants; an ablation that was stopped goes on by itself.")
        {
            Options = { Data, Out, Only, Seeds, Split, StartFrom, Preset, Device, Threads, SaveEvery },
            Examples =
            [
                "sgraf ablate --data f30k --out ablation",
                "sgraf ablate --data flickr8k --preset small --start-from runs/dual --epochs 6 --seeds 1 2 3 --out ablation",
                "sgraf ablate --data scenes --preset demo --only sgr sgr-1-step mean saf --out ablation --json",
            ],
            Run = (arguments, session) => Run(arguments, parameters, session),
        };
        foreach (var option in parameters.All.Where(IsCommon)) command.Add(option);
        return command;
    }

    /// <summary>Seeds are several, and the steps of SGR are what is compared.</summary>
    private static bool IsCommon(Option option) => option.Name is not ("--seed" or "--graph-steps");

    private static void Run(ParseResult arguments, HyperParameterOptions parameters, Session session)
    {
        TorchLibrary.Load(arguments.GetValue(Threads));
        var request = RequestOf(arguments, parameters);
        var run = new AblationRun(request, new RunKeeping(TimeSpan.FromMinutes(arguments.GetValue(SaveEvery)), Epochs: 1), TorchDevice.Parse(arguments.GetValue(Device)!));
        var report = run.Run((title, work) => Show(session, title, work), session.Remark, session.Cancellation);
        session.Report(report, CommandJson.Plain.AblationReport, output => Write(output, report, request.Out));
    }

    private static AblationRequest RequestOf(ParseResult arguments, HyperParameterOptions parameters)
    {
        var (data, only, origin) = (arguments.GetRequiredValue(Data), arguments.GetValue(Only), arguments.GetValue(StartFrom));
        if (origin is not null && RunSettings.Read(new RunFolder(origin).Settings).Module is not NetworkKind.Dual and var kind)
            throw new CommandException($"--start-from is a run of {$"{kind}".ToLowerInvariant()}: its head would favour one variant; name a run of --module dual.");
        return new AblationRequest
        {
            Data = data,
            Out = arguments.GetRequiredValue(Out),
            Split = arguments.GetValue(Split) ?? (File.Exists(Path.Combine(data, "test_ims.npy")) ? "test" : "dev"),
            Variants = only is { Length: > 0 } ? [.. AblationVariant.All.Where(variant => only.Contains(variant.Name))] : AblationVariant.All,
            Seeds = [.. arguments.GetRequiredValue(Seeds).Distinct()],
            Preset = arguments.GetRequiredValue(Preset),
            StartFrom = origin,
            Changes = parameters.Named(arguments),
        };
    }

    private static void Show(Session session, string title, Action<IRunDisplay> work)
    {
        if (!session.Streams.ErrorIsTerminal) session.Remark(title);
        RunJob.Show(session, title, work);
    }

    private static void Write(TextWriter output, AblationReport report, string folder)
    {
        TextTable.Write(output, ["variant", "", "i2t R@1", "t2i R@1", "rsum"], report.Rows.Select(row =>
            (string[])[row.Name, row.Title, Text(row.I2t.R1), Text(row.T2i.R1), Text(row.Rsum)]));
        output.WriteLine($"{Path.Combine(folder, "ablation.md")}, .json and .png: {report.Images} images and {report.Captions} captions of {report.Split}");
    }

    private static string Text(double value) => value.ToString("F1", CultureInfo.InvariantCulture);
}
