using System.CommandLine;
using System.CommandLine.Parsing;
using Sgraf.Model;
using Sgraf.Model.Bundles;
using Sgraf.Model.Images.Regions;
using Sgraf.Training.Data;
using Sgraf.Training.Features;
using Sgraf.Training.Terminal;

namespace Sgraf.Training.Commands;

/// <summary>The options of <c>sgraf features</c>, and the request that they make.</summary>
internal sealed class FeatureArguments
{
    private readonly Option<string> _detector = Text("--detector", "FILE.onnx", "The detector, or an image network for crops.");
    private readonly Option<string> _bundle = Text("--bundle", "DIR", "A model with a detector of its own, instead of --detector.");
    private readonly Option<string> _images = Text("--images", "DIR", "A folder of pictures.");
    private readonly Option<string> _list = Text("--list", "FILE", "Which, in which order: one name a line, or .jsonl lines with five captions.");
    private readonly Option<string> _data = Text("--data", "DIR", "A data folder with {split}.jsonl, instead of --images.");
    private readonly Option<string> _split = Text("--split", "NAME", "Which split of it.");
    private readonly Option<string> _target = Text("--out", "DIR", "Where the features go; beside {split}.jsonl by default.");
    private readonly Option<string> _name = Text("--name", "NAME", "What the files' names begin with; the split, list or folder by default.");
    private readonly Option<int?> _rows = Number("--regions", 64, "Rows of each picture; 36, or as the bundle wants.");
    private readonly Option<string> _onError = Text("--on-error", "fail|skip", "What a picture that cannot be used does.", "fail");
    private readonly Option<int?> _workers = Number("--workers", 256, "Pictures in work at once; one a core, or one on all for a large detector.");
    private readonly Option<int?> _batch = Number("--batch", 256, "Pictures in one run of the detector; 1, or 8 on CUDA.");
    private readonly Option<string> _device = Text("--device", "cpu|cuda:N", "Where the detector computes.", "cpu");
    private readonly Option<bool> _force = new("--force") { Description = "Replace features and the files beside them, or an unfinished run, made otherwise." };

    /// <summary>Adds the options to a command.</summary>
    public void AddTo(SgrafCommand command)
    {
        _onError.AcceptOnlyFromAmong("fail", "skip");
        _device.Validators.Add(CheckDevice);
        Option[] options = [_detector, _bundle, _images, _list, _data, _split, _target, _name, _rows, _onError, _workers, _batch, _device, _force];
        foreach (var option in options) command.Options.Add(option);
        command.Validators.Add(CheckTogether);
    }

    /// <summary>What the arguments ask for; lists and bundles are read.</summary>
    public FeatureRequest Read(ParseResult arguments)
    {
        var (pictures, folder, name) = arguments.GetValue(_data) is { } data
            ? (PictureList.Read(Path.Combine(data, $"{arguments.GetValue(_split)}.jsonl")), data, arguments.GetValue(_split)!)
            : OfFolder(arguments.GetRequiredValue(_images), arguments.GetValue(_list));
        var request = new FeatureRequest
        {
            DetectorPath = arguments.GetValue(_detector) ?? "",
            Pictures = pictures,
            PictureFolder = folder,
            Paths = new FeaturePaths(arguments.GetValue(_target) ?? folder, arguments.GetValue(_name) ?? name),
            Rows = arguments.GetValue(_rows) ?? FeatureRequest.PublishedRows,
            Wanted = new RegionSourceOptions { Device = ComputeDevice.Parse(arguments.GetRequiredValue(_device)) },
            SkipsFailures = arguments.GetRequiredValue(_onError) == "skip",
            Force = arguments.GetValue(_force),
            Workers = arguments.GetValue(_workers),
            Batch = arguments.GetValue(_batch),
        };
        return arguments.GetValue(_bundle) is { } bundle ? ForBundle(request, bundle) : request;
    }

    private static (IReadOnlyList<ListedPicture> Pictures, string Folder, string Name) OfFolder(string folder, string? list)
    {
        if (!Directory.Exists(folder)) throw new CommandException($"{folder} is no folder; check the path.");
        return list is null
            ? (PictureList.OfFolder(folder), folder, Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder))))
            : (PictureList.Read(list), folder, Path.GetFileNameWithoutExtension(list));
    }

    private static FeatureRequest ForBundle(FeatureRequest request, string folder)
    {
        var bundle = Bundle.Load(folder);
        var wanted = bundle.Manifest.DetectorId;
        return request with
        {
            DetectorPath = bundle.DetectorPath
                ?? throw new CommandException($"{folder} holds no detector; give the one it was trained with ({wanted}) as --detector."),
            Rows = bundle.Config.RegionCount,
            Wanted = request.Wanted with { FeatureSize = bundle.Config.FeatureSize, DetectorId = wanted },
        };
    }

    private void CheckTogether(CommandResult result)
    {
        bool Has(Option option) => result.GetResult(option) is { Implicit: false };
        if (Has(_detector) == Has(_bundle)) result.AddError("Give --detector or --bundle, one of them.");
        if (Has(_images) == Has(_data)) result.AddError("Give --images or --data, one of them.");
        if (Has(_images) && !Has(_target)) result.AddError("Give --out, the folder for the features.");
        if (Has(_data) != Has(_split)) result.AddError("Give --data and --split together.");
        if (Has(_data) && Has(_list)) result.AddError("--list is for --images; --data has its own list.");
        if (Has(_bundle) && Has(_rows)) result.AddError("--regions is for --detector; a bundle knows how many it wants.");
    }

    private static void CheckDevice(OptionResult result)
    {
        try
        {
            ComputeDevice.Parse(result.GetValueOrDefault<string>());
        }
        catch (ArgumentException)
        {
            result.AddError("--device is cpu or cuda:N, for example cuda:0.");
        }
    }

    private static Option<string> Text(string name, string helpName, string description, string? fallback = null)
    {
        var option = new Option<string>(name) { HelpName = helpName, Description = description };
        if (fallback is not null) option.DefaultValueFactory = _ => fallback;
        return option;
    }

    private static Option<int?> Number(string name, int most, string description)
    {
        var option = new Option<int?>(name) { HelpName = $"1..{most}", Description = description };
        option.Within(1, most);
        return option;
    }
}
