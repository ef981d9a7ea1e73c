using System.Globalization;
using Microsoft.ML.OnnxRuntime;

namespace Sgraf.Model;

/// <summary>Where ONNX Runtime computes: on the processor, or on a CUDA device by its number.</summary>
public readonly record struct ComputeDevice
{
    private const string CudaPrefix = "cuda:";
    private readonly int? _cuda;

    private ComputeDevice(int cuda) => _cuda = cuda;

    /// <summary>The processor.</summary>
    public static ComputeDevice Cpu => default;

    /// <summary>Whether this is the processor.</summary>
    public bool IsCpu => _cuda is null;

    /// <summary>A CUDA device; needs a build with <c>-p:Compute=cuda-linux</c> or <c>cuda-windows</c>.</summary>
    /// <param name="number">Its number, from 0.</param>
    public static ComputeDevice Cuda(int number)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(number);
        return new ComputeDevice(number);
    }

    /// <summary>Reads <c>cpu</c> or <c>cuda:N</c>.</summary>
    /// <exception cref="ArgumentException">The name is neither.</exception>
    public static ComputeDevice Parse(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (name == "cpu") return Cpu;
        return name.StartsWith(CudaPrefix, StringComparison.Ordinal)
            && int.TryParse(name.AsSpan(CudaPrefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
                ? Cuda(number)
                : throw new ArgumentException($"There is no device {name}; choose cpu or cuda:N, for example cuda:0.", nameof(name));
    }

    /// <summary>The name that <see cref="Parse"/> reads.</summary>
    public override string ToString() => _cuda is { } number ? $"{CudaPrefix}{number}" : "cpu";

    /// <summary>Settings of a session on this device.</summary>
    /// <exception cref="PlatformNotSupportedException">This build or this machine has no such device.</exception>
    public SessionOptions CreateSessionOptions()
    {
        var options = new SessionOptions { GraphOptimizationLevel = GraphOptimizationLevel.ORT_ENABLE_ALL };
        // A thread that spins after its work takes the core from whoever scores beside it.
        options.AddSessionConfigEntry("session.intra_op.allow_spinning", "0");
        if (_cuda is { } number) UseCuda(options, number);
        return options;
    }

    // Not run so far: the machines this was written on have no CUDA build of ONNX Runtime.
    private void UseCuda(SessionOptions options, int number)
    {
        try
        {
            using var cuda = new OrtCUDAProviderOptions();
            cuda.UpdateOptions(new Dictionary<string, string>
            {
                ["device_id"] = number.ToString(CultureInfo.InvariantCulture),
                // Sizes change from run to run: an exhaustive search would start again at each, and doubling would waste memory.
                ["cudnn_conv_algo_search"] = "HEURISTIC",
                ["arena_extend_strategy"] = "kSameAsRequested",
            });
            options.AppendExecutionProvider_CUDA(cuda);
        }
        catch (Exception error) when (error is OnnxRuntimeException or EntryPointNotFoundException)
        {
            options.Dispose();
            throw new PlatformNotSupportedException(
                $"{this} cannot be used: {error.Message} Build with -p:Compute=cuda-linux on a machine with CUDA, or choose cpu.", error);
        }
    }
}
