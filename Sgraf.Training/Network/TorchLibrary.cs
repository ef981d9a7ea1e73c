using System.Runtime.InteropServices;
using Sgraf.Model;
using TorchSharp;

namespace Sgraf.Training.Network;

/// <summary>Loads libtorch once, before anything else touches it, and settles how it uses the processor.</summary>
/// <remarks>
/// Left to itself TorchSharp reports any failure of the loader as a missing package, and libtorch's idle threads spin: beside
/// the scoring kernel's own threads, everything then takes two to three times as long.
/// </remarks>
public static partial class TorchLibrary
{
    private const string Name = "LibTorchSharp";
    private static readonly Lock Gate = new();
    private static bool _isLoaded;

    /// <summary>Loads the library if it is not loaded yet; to be called before the first tensor.</summary>
    /// <param name="threads">Threads of one operation; one a core when 0. Results depend on it in their last bits.</param>
    /// <exception cref="TorchException">The library cannot be loaded here.</exception>
    public static void Load(int threads = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(threads);
        lock (Gate)
        {
            if (!_isLoaded)
            {
                LetIdleThreadsSleep();
                KeepMemory();
                Probe();
                _isLoaded = true;
            }
            torch.set_num_threads(threads == 0 ? Environment.ProcessorCount : threads);
        }
    }

    /// <summary>Loads the library unless that was done before.</summary>
    internal static void Require()
    {
        if (!_isLoaded) Load();
    }

    /// <summary>What a failure of the loader means, and what helps.</summary>
    internal static string Explain(string loaderMessage)
    {
        if (loaderMessage.Contains("GLIBCXX", StringComparison.Ordinal))
            return "libtorch needs a newer libstdc++ than this system has; build with this repository's own build files, which mend "
                + "libLibTorchSharp.so for Debian 12 and its like, or move to a newer system.";
        if (OperatingSystem.IsLinux() && RuntimeInformation.OSArchitecture != Architecture.X64)
            return $"libtorch has no build for Linux on {RuntimeInformation.OSArchitecture}; train on an x64 machine. Serving needs no libtorch.";
        if (OperatingSystem.IsLinux() && loaderMessage.Contains("ld-linux", StringComparison.Ordinal))
            return "libtorch needs glibc; use a distribution that has it (Alpine does not).";
        return "libtorch cannot be loaded; build or publish sgraf again for this system, with its native libraries beside it. SGRAF_TRACE=1 shows more.";
    }

    private static void Probe()
    {
        try
        {
            NativeLibrary.Load(Name, typeof(torch).Assembly, searchPath: null);
            torch.InitializeDeviceType(DeviceType.CPU);
        }
        catch (Exception failure) when (failure is DllNotFoundException or BadImageFormatException or NotSupportedException or TypeInitializationException)
        {
            throw new TorchException(Explain(failure.Message), failure);
        }
    }

    /// <summary>Passive waiting, unless the user chose otherwise.</summary>
    /// <remarks>OpenMP reads the process's own environment when it is loaded, which .NET's copy of the environment does not reach.</remarks>
    private static void LetIdleThreadsSleep()
    {
        if (OperatingSystem.IsWindows()) Environment.SetEnvironmentVariable(WaitPolicy, Environment.GetEnvironmentVariable(WaitPolicy) ?? "PASSIVE");
        else _ = SetVariable(WaitPolicy, "PASSIVE", overwrite: 0);
    }

    /// <summary>What an operation gives back serves the next one.</summary>
    /// <remarks>
    /// The allocator of glibc hands large blocks back to the system at once. The maps of the detector's training are such blocks: half
    /// of its time went to pages that were new at every operation. Other systems' allocators are left as they are.
    /// </remarks>
    private static void KeepMemory()
    {
        NativeAllocator.SetMapThreshold(LargestBlock);
        NativeAllocator.SetTrimThreshold(int.MaxValue);
    }

    private const string WaitPolicy = "OMP_WAIT_POLICY";

    /// <summary>The most that every version takes, in bytes.</summary>
    private const int LargestBlock = 32 << 20;

    [LibraryImport("libc", EntryPoint = "setenv", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int SetVariable(string name, string value, int overwrite);
}
