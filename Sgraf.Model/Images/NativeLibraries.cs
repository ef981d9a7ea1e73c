using Microsoft.ML.OnnxRuntime;

namespace Sgraf.Model.Images;

/// <summary>The native libraries that decode pictures and run detectors.</summary>
public static class NativeLibraries
{
    /// <summary>Begins to load them on another thread, where they take a tenth of a second beside what a program begins with.</summary>
    /// <remarks>One that cannot be loaded is reported where it is needed.</remarks>
    public static void BeginLoading()
    {
        NativeAllocator.SetMostPools(2);
        _ = Task.Run(OrtEnv.Instance);
        _ = Task.Run(Libvips.Prepare);
    }

    /// <summary>Gives memory that they freed back to the system, after work on many pictures.</summary>
    public static void GiveBackMemory() => NativeAllocator.Trim();
}
