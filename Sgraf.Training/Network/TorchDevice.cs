using TorchSharp;
using static TorchSharp.torch;

namespace Sgraf.Training.Network;

/// <summary>Where the network computes.</summary>
internal static class TorchDevice
{
    private const string Automatic = "auto";

    /// <summary>The first CUDA device where there is one and its libraries were built in, else the processor.</summary>
    /// <param name="name"><c>auto</c>, <c>cpu</c> or <c>cuda:0</c> and so on.</param>
    /// <exception cref="TorchException">There is no such device.</exception>
    public static Device Parse(string name)
    {
        TorchLibrary.Require();
        if (name == Automatic) name = cuda.is_available() ? "cuda:0" : "cpu";
        if (name == "cpu") return CPU;
        if (!name.StartsWith("cuda", StringComparison.Ordinal)) throw new TorchException($"There is no device {name}; choose auto, cpu or cuda:0.");
        if (!cuda.is_available())
            throw new TorchException($"{name} is not there; build with -p:Compute=cuda-linux or cuda-windows on a machine with an NVIDIA driver, or choose cpu.");
        InitializeDeviceType(DeviceType.CUDA);
        return device(name);
    }
}
