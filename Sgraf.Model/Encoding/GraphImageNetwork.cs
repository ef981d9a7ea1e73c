using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using Microsoft.ML.OnnxRuntime;
using Sgraf.Model.Bundles;
using Sgraf.Model.Graphs;

namespace Sgraf.Model.Encoding;

/// <summary>The image encoder as a graph of ONNX Runtime.</summary>
internal sealed class GraphImageNetwork : ImageNetwork
{
    /// <summary>Images in one run: enough to fill a processor, few enough to keep what lies between in its cache.</summary>
    private const int ImagesPerRun = 16;

    private static readonly string[] Inputs = ["features"];
    private static readonly string[] Outputs = ["regions", "globals"];

    private readonly ModelConfig _config;
    private readonly InferenceSession _session;
    private readonly RunOptions _run = new();

    public GraphImageNetwork(Checkpoint checkpoint, ModelConfig config, ComputeDevice device)
    {
        _config = config;
        using var options = device.CreateSessionOptions();
        _session = new InferenceSession(ImageEncoderGraph.Build(checkpoint, config), options);
    }

    public override void Encode(ReadOnlyMemory<float> features, EncodedImages encoded)
    {
        for (var first = 0; first < encoded.Count; first += ImagesPerRun)
            Run(features, encoded, first, Math.Min(ImagesPerRun, encoded.Count - first));
    }

    public override void Dispose()
    {
        _session.Dispose();
        _run.Dispose();
    }

    private void Run(ReadOnlyMemory<float> features, EncodedImages encoded, int first, int count)
    {
        using var input = Part(MemoryMarshal.AsMemory(features), first, count, _config.RegionCount, _config.FeatureSize);
        using var regions = Part(encoded.Regions, first, count, _config.RegionCount, _config.JointSize);
        using var globals = Part(encoded.Globals, first, count, _config.JointSize);
        _session.Run(_run, Inputs, [input], Outputs, [regions, globals]);
    }

    /// <summary>Some images of an array as a tensor over the array's own memory.</summary>
    private static OrtValue Part(Memory<float> values, int first, int count, params ReadOnlySpan<long> shapeOfOne)
    {
        var size = (int)TensorPrimitives.Product(shapeOfOne);
        return OrtValue.CreateTensorValueFromMemory(
            OrtMemoryInfo.DefaultInstance, values.Slice(first * size, count * size), [count, .. shapeOfOne]);
    }
}
