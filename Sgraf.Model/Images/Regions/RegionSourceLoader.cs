using Sgraf.Model.Bundles;

namespace Sgraf.Model.Images.Regions;

/// <summary>Opens one detector's file and collects everything that is wrong with it.</summary>
/// <param name="path">The file.</param>
/// <param name="options">How it is opened, and what it has to agree with.</param>
/// <param name="forBoxes">Whether nothing but its boxes is wanted, for another network to cut out.</param>
internal sealed class RegionSourceLoader(string path, RegionSourceOptions options, bool forBoxes = false)
{
    private readonly List<string> _problems = [];

    /// <summary>What is known of the file; complete after loading.</summary>
    public DetectorReport Report { get; private set; } = new() { Path = path, Problems = [] };

    /// <returns>The detector; null when there are problems.</returns>
    public IRegionSource? Load()
    {
        (OnnxModel? model, IRegionSource? source) = (null, null);
        try
        {
            model = OnnxModel.Open(path, options);
            if (Describe(model) is { } settings) source = Open(model, settings);
            if (source is not null) Probe(source);
        }
        catch (DetectorException failure)
        {
            _problems.Add(failure.Message);
        }
        Report = Report with { Problems = _problems };
        if (_problems.Count == 0) return source;
        (source as IDisposable ?? model)?.Dispose();
        return null;
    }

    /// <summary>Checks all that is written of a model, by its exporter and in its settings.</summary>
    /// <returns>The settings; null when something is wrong.</returns>
    private DetectorSettings? Describe(OnnxModel model)
    {
        var values = DetectorMetadata.Read(path, model, _problems);
        Report = Report with { Inputs = Texts(model.Inputs), Outputs = Texts(model.Outputs), Settings = values };
        if (!values.ContainsKey(DetectorSettings.ContractKey))
        {
            _problems.Add(WithoutContract());
            return null;
        }
        var settings = DetectorSettings.Read(values, _problems);
        Report = Report with { Kind = settings.Kind, Id = settings.Id };
        var isCrops = settings.Kind == DetectorKind.Crops;
        _problems.AddRange(isCrops
            ? CropContract.Problems(model, settings)
            : RegionContract.Problems(model, settings, needsFeatures: !forBoxes));
        if (forBoxes && isCrops) _problems.Add("expected a detector that finds regions, found one that cuts them out");
        if (options.DetectorId is { } wanted && wanted != settings.Id)
            _problems.Add($"detector.id is {settings.Id}, the matching model or the index was made with {wanted}");
        return _problems.Count == 0 ? settings : null;
    }

    private string WithoutContract()
    {
        var beside = Path.GetFileName(DetectorFiles.SettingsBeside(path));
        return $"{DetectorSettings.ContractKey} is missing, in the file's metadata and in {beside} beside it; to cut pictures into parts for "
            + $$"""an image network, write {"detector.contract": "1", "detector.kind": "crops", "detector.id": "NAME-VERSION"} into {{beside}}""";
    }

    private IRegionSource? Open(OnnxModel model, DetectorSettings settings)
    {
        if (settings.Kind == DetectorKind.Regions) return new RegionDetector(model, settings);
        var boxes = settings.BoxDetector is null ? null : OpenBoxes(settings.BoxDetector);
        return _problems.Count > 0 ? null : new CropEncoder(model, settings, boxes, options.Device);
    }

    private RegionDetector? OpenBoxes(string name)
    {
        var file = Path.Combine(Path.GetDirectoryName(Path.GetFullPath(path))!, name);
        var loader = new RegionSourceLoader(file, options with { FeatureSize = null, DetectorId = null }, forBoxes: true);
        var detector = (RegionDetector?)loader.Load();
        _problems.AddRange(loader.Report.Problems.Select(problem => $"detector.boxes, {name}: {problem}"));
        return detector;
    }

    /// <summary>Runs it once: what the exporter declares may be left open or untrue.</summary>
    private void Probe(IRegionSource source)
    {
        var picture = RegionProbe.Picture;
        var regions = source is RegionDetector detector
            ? RegionProbe.Check(detector, picture, forBoxes, _problems)
            : source.Detect([picture])[0];
        if (source is RegionDetector probed) probed.FeatureSize = regions.FeatureSize;
        if (source is CropEncoder encoder) encoder.FeatureSize = regions.FeatureSize;
        Report = Report with { FeatureSize = regions.FeatureSize, ProbeRegions = regions.Count };
        if (options.FeatureSize is { } wanted && wanted != regions.FeatureSize)
            _problems.Add($"features have {regions.FeatureSize} values, the matching model was trained on {wanted}");
    }

    private static string[] Texts(IReadOnlyList<TensorPort> ports) => [.. ports.Select(port => port.ToString())];
}
