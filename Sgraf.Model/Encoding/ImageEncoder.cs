using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using Microsoft.ML.OnnxRuntime;
using Sgraf.Model.Bundles;
using Sgraf.Model.Graphs;

namespace Sgraf.Model.Encoding;

/// <summary>Turns the detector's regions into embeddings and one vector of the whole image.</summary>
/// <remarks>Any number of threads may encode at once.</remarks>
public sealed class ImageEncoder : IDisposable
{
    /// <summary>Images in one run: enough to fill the processor, few enough to keep what lies between in its cache.</summary>
    private const int ImagesPerRun = 16;

    private static readonly string[] Inputs = ["features"];
    private static readonly string[] Outputs = ["regions", "globals"];

    private readonly ModelConfig _config;
    private readonly InferenceSession _session;
    private readonly RunOptions _run = new();

    /// <param name="checkpoint">The network's weights; not needed once the encoder stands.</param>
    /// <param name="config">The network's sizes.</param>
    /// <param name="device">Where to compute.</param>
    /// <exception cref="CheckpointException">The checkpoint lacks a weight.</exception>
    public ImageEncoder(Checkpoint checkpoint, ModelConfig config, ComputeDevice device = default)
    {
        ArgumentNullException.ThrowIfNull(checkpoint);
        ArgumentNullException.ThrowIfNull(config);
        _config = config;
        using var options = device.CreateSessionOptions();
        _session = new InferenceSession(ImageEncoderGraph.Build(checkpoint, config), options);
    }

    /// <summary>Encodes images from their detector features.</summary>
    /// <param name="features">Features as the detector gave them, best region first, (B, R, F).</param>
    /// <param name="shape">B, R and F of the features.</param>
    /// <returns>Region embeddings (B, R, D) and whole images (B, D).</returns>
    /// <exception cref="ArgumentException">The shape is not the model's, or a feature is not finite.</exception>
    public EncodedImages Encode(ReadOnlyMemory<float> features, params ReadOnlySpan<int> shape)
    {
        Check(features.Span, shape);
        var images = new EncodedImages
        {
            Count = shape[0],
            RegionCount = _config.RegionCount,
            JointSize = _config.JointSize,
            Regions = new float[(long)shape[0] * _config.RegionCount * _config.JointSize],
            Globals = new float[(long)shape[0] * _config.JointSize],
        };
        for (var first = 0; first < images.Count; first += ImagesPerRun)
            Run(features, images, first, Math.Min(ImagesPerRun, images.Count - first));
        return images;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _session.Dispose();
        _run.Dispose();
    }

    private void Run(ReadOnlyMemory<float> features, EncodedImages images, int first, int count)
    {
        using var input = Part(MemoryMarshal.AsMemory(features), first, count, _config.RegionCount, _config.FeatureSize);
        using var regions = Part(images.Regions, first, count, _config.RegionCount, _config.JointSize);
        using var globals = Part(images.Globals, first, count, _config.JointSize);
        _session.Run(_run, Inputs, [input], Outputs, [regions, globals]);
    }

    /// <summary>Some images of an array as a tensor over the array's own memory.</summary>
    private static OrtValue Part(Memory<float> values, int first, int count, params ReadOnlySpan<long> shapeOfOne)
    {
        var size = (int)TensorPrimitives.Product(shapeOfOne);
        return OrtValue.CreateTensorValueFromMemory(
            OrtMemoryInfo.DefaultInstance, values.Slice(first * size, count * size), [count, .. shapeOfOne]);
    }

    private void Check(ReadOnlySpan<float> features, ReadOnlySpan<int> shape)
    {
        var (regions, size) = (_config.RegionCount, _config.FeatureSize);
        if (shape.Length != 3 || shape[0] < 0 || shape[1] != regions || shape[2] != size)
            throw new ArgumentException(
                $"features has shape ({string.Join(", ", shape.ToArray())}), expected (images, {regions}, {size}).", nameof(features));
        var count = (long)shape[0] * regions * size;
        if (features.Length != count)
            throw new ArgumentException(
                $"features has {features.Length} values, expected {count} for {shape[0]} images.", nameof(features));
        if (!features.IsEmpty && !TensorPrimitives.IsFiniteAll(features)) throw NotFinite(features, size);
    }

    private ArgumentException NotFinite(ReadOnlySpan<float> features, int size)
    {
        var place = 0;
        while (float.IsFinite(features[place])) place++;
        var region = place / size;
        return new ArgumentException(
            $"features has {features[place]} at image {region / _config.RegionCount}, region {region % _config.RegionCount}, "
            + $"value {place % size}; expected finite numbers.", nameof(features));
    }
}
