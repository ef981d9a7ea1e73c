using System.Numerics.Tensors;
using Sgraf.Model.Images.Sampling;

namespace Sgraf.Model.Images.Regions;

/// <summary>An image network that gives one feature for each part cut from a picture: a fixed grid, or the boxes of a detector.</summary>
/// <remarks>
/// A part is squeezed into the network's square by Pillow's antialiased bilinear rule, which such networks are trained with.
/// A run never mixes pictures and always takes the same parts together, so that what a picture gives depends on nothing but itself.
/// </remarks>
internal sealed class CropEncoder : IRegionSource
{
    /// <summary>Parts in one run: on a processor more of them leave its cache, on a graphics card fewer leave it idle.</summary>
    private const int CropsPerRunOnCpu = 12;

    private readonly OnnxModel _model;
    private readonly DetectorSettings _settings;
    private readonly RegionDetector? _boxes;
    private readonly string[] _output;
    private readonly int _side;
    private readonly int _cropsPerRun;

    /// <param name="model">A model that keeps to <see cref="CropContract"/>; disposed of with the encoder.</param>
    /// <param name="settings">What is written of it.</param>
    /// <param name="boxes">The detector whose boxes are cut out, disposed of likewise; null for the grid.</param>
    /// <param name="device">Where the model computes.</param>
    public CropEncoder(OnnxModel model, DetectorSettings settings, RegionDetector? boxes, ComputeDevice device)
    {
        (_model, _settings, _boxes) = (model, settings, boxes);
        var lengths = model.Inputs[0].Lengths;
        _side = lengths[2] > 0 ? lengths[2] : settings.CropSide;
        _cropsPerRun = lengths[0] == 1 ? 1 : device.IsCpu ? CropsPerRunOnCpu : CropGrid.Count;
        _output = [CropContract.Features(model, settings).Name];
    }

    public string Id => _settings.Id;

    /// <summary>Told by the probe at start.</summary>
    public int FeatureSize { get; set; }

    public IReadOnlyList<string> Labels => _boxes?.Labels ?? [];

    /// <summary>The smallest parts, thirds, fill the network's square; a detector wants every pixel.</summary>
    public int SufficientSide => _boxes is null ? 3 * _side : 0;

    public IReadOnlyList<DetectedRegions> Detect(IReadOnlyList<Picture> pictures) => [.. pictures.Select(Detect)];

    public void Dispose()
    {
        _model.Dispose();
        _boxes?.Dispose();
    }

    private DetectedRegions Detect(Picture picture)
    {
        var parts = Parts(picture);
        var features = new List<float>();
        for (var first = 0; first < parts.Count; first += _cropsPerRun)
            Run(picture, parts.Boxes.AsSpan(first * 4, Math.Min(_cropsPerRun, parts.Count - first) * 4), features);
        return parts with { FeatureSize = features.Count / parts.Count, Features = [.. features] };
    }

    /// <summary>Where to look; the whole picture where a detector sees nothing.</summary>
    private DetectedRegions Parts(Picture picture)
    {
        if (_boxes is null) return Judged(CropGrid.Boxes(picture));
        var found = _boxes.Find([picture])[0];
        return found.Count > 0 ? found.Fit(Math.Min(found.Count, CropGrid.Count)) : Judged([0, 0, picture.FullWidth, picture.FullHeight]);
    }

    private static DetectedRegions Judged(float[] boxes)
    {
        var scores = new float[boxes.Length / 4];
        Array.Fill(scores, 1);
        return new DetectedRegions { Count = scores.Length, FeatureSize = 0, Boxes = boxes, Scores = scores, Features = [] };
    }

    private void Run(Picture picture, ReadOnlySpan<float> boxes, List<float> features)
    {
        var (count, size) = (boxes.Length / 4, 3 * _side * _side);
        using var input = OnnxModel.CreateInput(count, 3, _side, _side);
        var values = input.GetTensorMutableDataAsSpan<float>();
        for (var i = 0; i < count; i++) Cut(picture, boxes.Slice(i * 4, 4), values.Slice(i * size, size));
        using var outputs = _model.Run(input, _output);
        var shape = outputs[0].GetTensorTypeAndShape().Shape;
        if (shape.Length < 2 || shape[0] != count)
            throw new DetectorException($"{_output[0]} has shape ({string.Join(", ", shape)}) for {count} parts, expected ({count}, F)");
        var numbers = outputs[0].GetTensorDataAsSpan<float>();
        if (numbers.IsEmpty || !TensorPrimitives.IsFiniteAll(numbers)) throw new DetectorException($"{_output[0]} holds {(numbers.IsEmpty ? "no values" : "values that are not finite")}");
        var featureSize = shape.Length == 3 ? (int)shape[2] : numbers.Length / count;
        for (var i = 0; i < count; i++) features.AddRange(numbers.Slice(i * (numbers.Length / count), featureSize));
    }

    private void Cut(Picture picture, ReadOnlySpan<float> box, Span<float> target)
    {
        var (left, right) = Side(box[0], box[2], (double)picture.Width / picture.FullWidth, picture.Width);
        var (top, bottom) = Side(box[1], box[3], (double)picture.Height / picture.FullHeight, picture.Height);
        Resampler.Resize(
            picture,
            AxisSampling.Antialiased(_side, left, right, picture.Width),
            AxisSampling.Antialiased(_side, top, bottom, picture.Height),
            _settings.Scaling,
            new PixelPlanes(target, _side, _side));
    }

    /// <summary>One side of a box in pixels of the decoded picture, at least one pixel long.</summary>
    private static (double From, double To) Side(float from, float to, double scale, int length)
    {
        var start = Math.Clamp(from * scale, 0, length - 1);
        return (start, Math.Clamp(to * scale, start + 1, length));
    }
}
