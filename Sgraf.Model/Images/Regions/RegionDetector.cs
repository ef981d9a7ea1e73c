using Sgraf.Model.Images.Sampling;

namespace Sgraf.Model.Images.Regions;

/// <summary>A detector that gives boxes and features by itself, run by the contract.</summary>
internal sealed class RegionDetector : IRegionSource
{
    /// <summary>Pictures in one run of a detector that takes several; their inputs must have one size.</summary>
    private const int PicturesPerRun = 8;

    private readonly OnnxModel _model;
    private readonly DetectorSettings _settings;
    private readonly InputSizing _sizing;
    private readonly string[] _outputs;
    private readonly bool _hasBatchAxis;
    private readonly bool _takesSeveral;

    /// <param name="model">A model that keeps to <see cref="RegionContract"/>; disposed of with the detector.</param>
    /// <param name="settings">What is written of it.</param>
    public RegionDetector(OnnxModel model, DetectorSettings settings)
    {
        (_model, _settings) = (model, settings);
        var lengths = model.Inputs[0].Lengths;
        _sizing = settings.Sizing with { FixedHeight = Math.Max(0, lengths[^2]), FixedWidth = Math.Max(0, lengths[^1]) };
        _outputs = RegionTensors.Names(model);
        _hasBatchAxis = lengths.Count == 4;
        _takesSeveral = _hasBatchAxis && lengths[0] < 0 && model.Output(RegionContract.Boxes)!.Lengths.Count == 3;
    }

    public string Id => _settings.Id;

    /// <summary>Told by the probe at start.</summary>
    public int FeatureSize { get; set; }

    public IReadOnlyList<string> Labels => _settings.Labels;

    /// <summary>The contract's resampling rule wants every pixel.</summary>
    public int SufficientSide => 0;

    public IReadOnlyList<DetectedRegions> Detect(IReadOnlyList<Picture> pictures)
    {
        var found = Find(pictures);
        return found.All(regions => regions.Count > 0)
            ? found
            : throw new DetectorException($"{Id} found no region in the picture; it has to give the whole picture as a region then.");
    }

    /// <summary>The same, where a picture may have no region.</summary>
    public DetectedRegions[] Find(IReadOnlyList<Picture> pictures)
    {
        var found = new DetectedRegions[pictures.Count];
        var places = pictures.Select(picture => _sizing.Place(picture.Width, picture.Height)).ToArray();
        var equal = Enumerable.Range(0, pictures.Count).GroupBy(i => (places[i].PaddedWidth, places[i].PaddedHeight));
        foreach (var run in equal.SelectMany(group => group.Chunk(_takesSeveral ? PicturesPerRun : 1)))
        {
            var results = Run([.. run.Select(i => pictures[i])], [.. run.Select(i => places[i])]);
            for (var i = 0; i < run.Length; i++)
            {
                places[run[i]].MapBack(pictures[run[i]], results[i].Boxes);
                found[run[i]] = results[i];
            }
        }
        return found;
    }

    /// <summary>Runs pictures of equal places; boxes stay in input pixels.</summary>
    public DetectedRegions[] Run(Picture[] pictures, InputGeometry[] places)
    {
        var (width, height) = (places[0].PaddedWidth, places[0].PaddedHeight);
        using var input = OnnxModel.CreateInput(_hasBatchAxis ? [pictures.Length, 3, height, width] : [3, height, width]);
        var values = input.GetTensorMutableDataAsSpan<float>();
        var size = 3 * width * height;
        for (var i = 0; i < pictures.Length; i++) places[i].Fill(pictures[i], _settings.Scaling, values.Slice(i * size, size));
        using var outputs = _model.Run(input, _outputs);
        return RegionTensors.Split(_outputs, outputs, pictures.Length);
    }

    /// <summary>Where a picture lies in the input.</summary>
    public InputGeometry Place(Picture picture) => _sizing.Place(picture.Width, picture.Height);

    public void Dispose() => _model.Dispose();
}
