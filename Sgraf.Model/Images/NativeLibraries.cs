using System.Runtime.InteropServices;
using Microsoft.ML.OnnxRuntime;

namespace Sgraf.Model.Images;

/// <summary>The native libraries that decode pictures and run detectors.</summary>
public static partial class NativeLibraries
{
    private const int MostPools = -8;    // M_ARENA_MAX of mallopt(3)

    /// <summary>Begins to load them on another thread, where they take a tenth of a second beside what a program begins with.</summary>
    /// <remarks>One that cannot be loaded is reported where it is needed.</remarks>
    public static void BeginLoading()
    {
        SetAllocator(() => SetOption(MostPools, 2));
        _ = Task.Run(OrtEnv.Instance);
        _ = Task.Run(Libvips.Prepare);
    }

    /// <summary>Gives memory that they freed back to the system, after work on many pictures.</summary>
    public static void GiveBackMemory() => SetAllocator(() => TrimPools(0));

    /// <summary>Settles the allocator of glibc, which makes up to eight pools a core, each of which keeps the most that it ever held.</summary>
    /// <remarks>Other systems' allocators are left as they are.</remarks>
    private static void SetAllocator(Func<int> call)
    {
        if (!OperatingSystem.IsLinux()) return;
        try
        {
            _ = call();
        }
        catch (EntryPointNotFoundException)
        {
            // No glibc.
        }
    }

    [LibraryImport("libc", EntryPoint = "mallopt")]
    private static partial int SetOption(int parameter, int value);

    [LibraryImport("libc", EntryPoint = "malloc_trim")]
    private static partial int TrimPools(nuint kept);
}
