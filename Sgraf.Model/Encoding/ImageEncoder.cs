using System.Numerics.Tensors;
using Sgraf.Model.Bundles;
using Sgraf.Model.Matrices;

namespace Sgraf.Model.Encoding;

/// <summary>Turns the detector's regions into embeddings and one vector of the whole image.</summary>
/// <remarks>Any number of threads may encode at once.</remarks>
public sealed class ImageEncoder : IDisposable
{
    private readonly ModelConfig _config;
    private readonly ImageNetwork _network;

    /// <param name="checkpoint">The network's weights; not needed once the encoder stands.</param>
    /// <param name="config">The network's sizes.</param>
    /// <param name="device">Where to compute.</param>
    /// <param name="instructions">On the processor, the instructions to use; the best that it has when null.</param>
    /// <exception cref="CheckpointException">The checkpoint lacks a weight.</exception>
    public ImageEncoder(Checkpoint checkpoint, ModelConfig config, ComputeDevice device = default, InstructionSet? instructions = null)
        : this(config, device.IsCpu
            ? new KernelImageNetwork(checkpoint, config, instructions ?? InstructionSets.Best)
            : new GraphImageNetwork(checkpoint, config, device))
    {
    }

    internal ImageEncoder(ModelConfig config, ImageNetwork network) => (_config, _network) = (config, network);

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
        _network.Encode(features, images);
        return images;
    }

    /// <inheritdoc/>
    public void Dispose() => _network.Dispose();

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
