using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace Sgraf.Model.Matrices;

/// <summary>Asks for memory that is read soon, so that it is in the cache by then; where the processor has no such request, nothing happens.</summary>
internal static unsafe class CacheLines
{
    /// <summary>Floats of a line.</summary>
    public const int Floats = 16;

    /// <param name="start">The first value; it may lie behind the memory's end, which does no harm.</param>
    /// <param name="count">How many values.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Ask(float* start, int count)
    {
        if (!Sse.IsSupported) return;
        for (var value = 0; value < count; value += Floats)
            Sse.Prefetch0(start + value);
    }

    /// <param name="start">A value of the line.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Ask(float* start)
    {
        if (Sse.IsSupported) Sse.Prefetch0(start);
    }
}
