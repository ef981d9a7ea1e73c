using System.Runtime.InteropServices;

namespace Sgraf.Model;

/// <summary>Settings of glibc's allocator, which native libraries take their memory from; other allocators are left as they are.</summary>
internal static partial class NativeAllocator
{
    /// <summary>Most pools that threads share: left to itself, up to eight a core, and each keeps the most that it ever held.</summary>
    public static void SetMostPools(int count) => Ask(() => SetOption(-8, count));

    /// <summary>Bytes from which a block is one of its own, given back to the system as soon as it is free.</summary>
    public static void SetMapThreshold(int bytes) => Ask(() => SetOption(-3, bytes));

    /// <summary>Free bytes at a pool's end from which they are given back.</summary>
    public static void SetTrimThreshold(int bytes) => Ask(() => SetOption(-1, bytes));

    /// <summary>Gives back to the system what is free.</summary>
    public static void Trim() => Ask(() => TrimPools(0));

    private static void Ask(Func<int> call)
    {
        if (!OperatingSystem.IsLinux()) return;
        try
        {
            _ = call();
        }
        catch (EntryPointNotFoundException)
        {
            // Another C library.
        }
    }

    /// <remarks>The numbers are those of <c>malloc.h</c>: M_ARENA_MAX, M_MMAP_THRESHOLD, M_TRIM_THRESHOLD.</remarks>
    [LibraryImport("libc", EntryPoint = "mallopt")]
    private static partial int SetOption(int option, int value);

    [LibraryImport("libc", EntryPoint = "malloc_trim")]
    private static partial int TrimPools(nuint kept);
}
