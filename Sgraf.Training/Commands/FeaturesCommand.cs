using System.CommandLine;
using System.CommandLine.Parsing;
using Sgraf.Model;
using Sgraf.Model.Bundles;
using Sgraf.Model.Images.Regions;
using Sgraf.Training.Data;
using Sgraf.Training.Features;
using Sgraf.Training.Terminal;

namespace Sgraf.Training.Commands;

/// <summary><c>sgraf features</c>: the regions of pictures, as arrays that training and evaluation read.</summary>
internal static class FeaturesCommand
{
    private static readonly Option<string> Detector = new("--detector") { Description = "The detector, or an image network for crops.", HelpName = "FILE.onnx" };
    private static readonly Option<string> BundleFolder = new("--bundle") { Description = "A model with a detector of its own, instead of --detector.", HelpName = "DIR" };
    private static readonly Option<string> Images = new("--images") { Description = "A folder of pictures.", HelpName = "DIR" };

    private static readonly Option<string> List = new("--list")
    {
        Description = "Which of them, in which order: one name a line, or .jsonl lines of image and five captions.", HelpName = "FILE",
    };

    private static readonly Option<string> Data = new("--data") { Description = "A data folder with {split}.jsonl, instead of --images.", HelpName = "DIR" };
    private static readonly Option<string> Split = new("--split") { Description = "Which split of it.", HelpName = "NAME" };
    private static readonly Option<string> Target = new("--out") { Description = "Where the features go; beside {split}.jsonl by default.", HelpName = "DIR" };

    private static readonly Option<string> Name = new("--name")
    {
        Description = "What the files' names begin with; the split, the list or the folder by default.", HelpName = "NAME",
    };

    private static readonly Option<int?> Regions = new("--regions") { Description = "Rows of each picture, 1 to 64; 36, or as the bundle wants.", HelpName = "N" };

    private static readonly Option<string> OnError = new("--on-error")
    {
        Description = "What a picture that cannot be used does.", HelpName = "fail|skip", DefaultValueFactory = _ => "fail",
    };

    private static readonly Option<int?> Workers = new("--workers")
    {
        Description = "Pictures in work at once, 1 to 256; one on each core, or one on all for a detector above 64 MiB.", HelpName = "N",
    };

    private static readonly Option<int?> Batch = new("--batch") { Description = "Pictures in one run of the detector, 1 to 256; 1, or 8 on CUDA.", HelpName = "N" };

    private static readonly Option<string> Device = new("--device")
    {
        Description = "Where the detector computes.", HelpName = "cpu|cuda:N", DefaultValueFactory = _ => "cpu",
    };

    private static readonly Option<bool> Force = new("--force") { Description = "Replace features, or an unfinished run, of another detector or list." };

    public static SgrafCommand Create()
    {
        OnError.AcceptOnlyFromAmong("fail", "skip");
        Within(Regions, 64);
        Within(Workers, 256);
        Within(Batch, 256);
        var command = new SgrafCommand("features", "Finds the regions of pictures; run again after a kill, it goes on where it was.")
        {
            Examples =
            [
                "sgraf features --detector detector.onnx --images photos --out features",
                "sgraf features --detector mobilenet.onnx --images photos --list test.jsonl --out data --on-error skip",
                "sgraf features --bundle model --data flickr30k --split test --json",
            ],
            Run = (arguments, session) => Run(Request(arguments), session),
            Options = { Detector, BundleFolder, Images, List, Data, Split, Target, Name, Regions, OnError, Workers, Batch, Device, Force },
        };
        command.Validators.Add(Validate);
        return command;
    }

    private static void Run(FeatureRequest request, Session session)
    {
        var report = FeatureJob.Run(request, session);
        session.Report(report, CommandJson.Plain.FeatureReport, output => output.WriteLine(
            $"{report.Features}: {report.Pictures:N0} pictures of {report.Regions} regions of {report.FeatureSize} values by {report.DetectorId}, "
            + $"{report.Skipped.Count:N0} skipped; {report.Made:N0} made in {report.Seconds:N1} s ({report.PicturesPerSecond:N1} a second)"));
    }

    private static FeatureRequest Request(ParseResult arguments)
    {
        var (pictures, folder, name) = arguments.GetValue(Data) is { } data
            ? (PictureList.Read(Path.Combine(data, $"{arguments.GetValue(Split)}.jsonl")), data, arguments.GetValue(Split)!)
            : ListOfFolder(arguments.GetRequiredValue(Images), arguments.GetValue(List));
        var request = new FeatureRequest
        {
            DetectorPath = arguments.GetValue(Detector) ?? "",
            Pictures = pictures,
            PictureFolder = folder,
            Paths = new FeaturePaths(arguments.GetValue(Target) ?? folder, arguments.GetValue(Name) ?? name),
            Rows = arguments.GetValue(Regions) ?? 36,
            Wanted = new RegionSourceOptions { Device = ComputeDevice.Parse(arguments.GetRequiredValue(Device)) },
            SkipsFailures = arguments.GetRequiredValue(OnError) == "skip",
            Force = arguments.GetValue(Force),
            Workers = arguments.GetValue(Workers),
            Batch = arguments.GetValue(Batch),
        };
        return arguments.GetValue(BundleFolder) is { } bundle ? ForBundle(request, bundle) : request;
    }

    private static (IReadOnlyList<ListedPicture> Pictures, string Folder, string Name) ListOfFolder(string folder, string? list)
    {
        if (!Directory.Exists(folder)) throw new CommandException($"{folder} is no folder; check the path.");
        return list is null
            ? (PictureList.OfFolder(folder), folder, Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder))))
            : (PictureList.Read(list), folder, Path.GetFileNameWithoutExtension(list));
    }

    private static FeatureRequest ForBundle(FeatureRequest request, string folder)
    {
        var bundle = Bundle.Load(folder);
        return request with
        {
            DetectorPath = bundle.DetectorPath
                ?? throw new CommandException($"{folder} holds no detector; give the one it was trained with ({bundle.Manifest.DetectorId}) as --detector."),
            Rows = bundle.Config.RegionCount,
            Wanted = request.Wanted with { FeatureSize = bundle.Config.FeatureSize, DetectorId = bundle.Manifest.DetectorId },
        };
    }

    private static void Validate(CommandResult result)
    {
        bool Has(Option option) => result.GetResult(option) is { Implicit: false };
        if (Has(Detector) == Has(BundleFolder)) result.AddError("Give --detector or --bundle, one of them.");
        if (Has(Images) == Has(Data)) result.AddError("Give --images or --data, one of them.");
        if (Has(Images) && !Has(Target)) result.AddError("Give --out, the folder for the features.");
        if (Has(Data) != Has(Split)) result.AddError("Give --data and --split together.");
        if (Has(Data) && Has(List)) result.AddError("--list is for --images; --data has its own list.");
        if (Has(BundleFolder) && Has(Regions)) result.AddError("--regions is for --detector; a bundle knows how many it wants.");
    }

    private static void Within(Option<int?> option, int most) => option.Validators.Add(result =>
    {
        if (result.GetValueOrDefault<int?>() is { } value && (value < 1 || value > most)) result.AddError($"{option.Name} is 1 to {most}.");
    });
}
