using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace Sgraf.Model.Images.Regions;

/// <summary>An open ONNX file: what goes in, what comes out, and what its author wrote into it.</summary>
/// <remarks>Any number of threads may run it at once.</remarks>
internal sealed class OnnxModel : IDisposable
{
    private readonly InferenceSession _session;
    private readonly RunOptions _run = new();

    private OnnxModel(InferenceSession session)
    {
        _session = session;
        Inputs = [.. session.InputMetadata.Select(input => TensorPort.Of(input.Key, input.Value))];
        Outputs = [.. session.OutputMetadata.Select(output => TensorPort.Of(output.Key, output.Value))];
    }

    public IReadOnlyList<TensorPort> Inputs { get; }

    public IReadOnlyList<TensorPort> Outputs { get; }

    /// <summary>What its author wrote into it.</summary>
    public IReadOnlyDictionary<string, string> Metadata => _session.ModelMetadata.CustomMetadataMap;

    /// <param name="path">The file.</param>
    /// <param name="options">Where it computes.</param>
    /// <exception cref="DetectorException">There is no such file, or ONNX Runtime does not open it.</exception>
    public static OnnxModel Open(string path, RegionSourceOptions options)
    {
        if (!File.Exists(path)) throw new DetectorException("there is no such file; check the path");
        using var session = options.Device.CreateSessionOptions();
        session.IntraOpNumThreads = options.ThreadsPerRun;
        session.EnableCpuMemArena = session.EnableMemoryPattern = !RegionSource.IsHeavy(path);    // memory goes back after every run
        session.LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL;    // what fails is thrown; the rest are remarks to exporters
        try
        {
            return new OnnxModel(new InferenceSession(path, session));
        }
        catch (OnnxRuntimeException failure)
        {
            throw new DetectorException($"ONNX Runtime does not open it: {failure.Message}", failure);
        }
    }

    /// <summary>The output of a name; null when there is none.</summary>
    public TensorPort? Output(string name) => Outputs.FirstOrDefault(output => output.Name == name);

    /// <summary>Memory for an input, all zeros, to be filled and disposed of.</summary>
    /// <remarks>The runtime's own is aligned; on an array of ours a sum would round by where the array happens to lie.</remarks>
    public static OrtValue CreateInput(params long[] shape)
    {
        var input = OrtValue.CreateAllocatedTensorValue(OrtAllocator.DefaultInstance, TensorElementType.Float, shape);
        input.GetTensorMutableDataAsSpan<float>().Clear();
        return input;
    }

    /// <summary>Runs the model on its one input.</summary>
    /// <exception cref="DetectorException">The model fails on this input.</exception>
    public IDisposableReadOnlyCollection<OrtValue> Run(OrtValue input, IReadOnlyCollection<string> outputs)
    {
        try
        {
            return _session.Run(_run, [Inputs[0].Name], [input], outputs);
        }
        catch (OnnxRuntimeException failure)
        {
            var shape = string.Join(", ", input.GetTensorTypeAndShape().Shape);
            throw new DetectorException($"the model fails on an input of shape ({shape}): {failure.Message}", failure);
        }
    }

    public void Dispose()
    {
        _session.Dispose();
        _run.Dispose();
    }
}
