using System.Collections.Concurrent;
using Sgraf.Model.Bundles;
using Sgraf.Model.Matrices;

namespace Sgraf.Model.Encoding;

/// <summary>The image encoder on the processor, by the kernel; images side by side on all threads.</summary>
/// <remarks>The result for an image is bitwise the same in any batch.</remarks>
internal sealed class KernelImageNetwork(Checkpoint checkpoint, ModelConfig config, InstructionSet instructions) : ImageNetwork
{
    /// <summary>Images that share a reading of the weights; their 72 regions of 2,048 features fit the second-level cache.</summary>
    private const int ImagesPerBatch = 2;

    private readonly PackedLinear _layer = new(checkpoint, "img_enc.fc");
    private readonly PoolingWeights _pooling = new(checkpoint, "sim_enc.v_global_w");
    private readonly ConcurrentBag<ImageReader> _idle = [];

    public override void Encode(ReadOnlyMemory<float> features, EncodedImages encoded) =>
        Parallel.For(0, (encoded.Count + ImagesPerBatch - 1) / ImagesPerBatch, batch =>
        {
            var reader = _idle.TryTake(out var idle) ? idle : ImageReader.Create(instructions, _layer, _pooling, config);
            try
            {
                var first = batch * ImagesPerBatch;
                reader.Read(features.Span, first, Math.Min(ImagesPerBatch, encoded.Count - first), encoded);
            }
            finally
            {
                _idle.Add(reader);
            }
        });

    public override void Dispose()
    {
        foreach (var reader in _idle)
            reader.Dispose();
        _layer.Dispose();
        _pooling.Dispose();
    }
}
