using System.Runtime.InteropServices;

namespace Sgraf.Model.Matrices;

/// <summary>Asks the system for large pages, where it grants them on request (Linux).</summary>
/// <remarks>
/// Memory that is streamed again and again, such as the weights of a GRU, then misses no page's translation, its lines do not meet by
/// chance in the same places of the cache, and it is made sooner: a fault for 2 MB instead of 512.
/// </remarks>
internal static unsafe partial class LargePages
{
    /// <summary>Bytes of a page.</summary>
    public const nuint Size = 2 << 20;

    private const int UseLargePages = 14;    // MADV_HUGEPAGE

    /// <summary>Asks for them before memory is first written to. A wish: without it everything works, only slower.</summary>
    /// <param name="start">The memory, which must not move.</param>
    /// <param name="bytes">Its length; what of it fills whole pages is meant.</param>
    public static void Ask(void* start, nuint bytes)
    {
        if (!OperatingSystem.IsLinux()) return;
        var (first, end) = (((nuint)start + Size - 1) / Size * Size, ((nuint)start + bytes) / Size * Size);
        if (first < end) _ = Advise((void*)first, end - first, UseLargePages);
    }

    [LibraryImport("libc", EntryPoint = "madvise")]
    private static partial int Advise(void* start, nuint length, int advice);
}
