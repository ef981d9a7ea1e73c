using System.Runtime.InteropServices;

namespace Sgraf.Model.Matrices;

/// <summary>Unmanaged floats on a cache line's boundary, so that no vector load crosses two lines; large ones on large pages.</summary>
internal sealed unsafe partial class AlignedBuffer : IDisposable
{
    private const nuint CacheLine = 64;

    // Where the system grants them on request (Linux): a buffer that is streamed again and again, such as the weights of a GRU,
    // then misses no page's translation, its lines do not meet by chance in the same places of the cache, and it is made sooner.
    private const nuint LargePage = 2 << 20;
    private const int UseLargePages = 14;    // MADV_HUGEPAGE

    private nuint _bytes;

    public AlignedBuffer() { }

    public AlignedBuffer(long count) => Reserve(count);

    ~AlignedBuffer() => Release();

    public float* Pointer { get; private set; }

    /// <summary>Makes room for so many floats; what was in the buffer is lost when it grows.</summary>
    public float* Reserve(long count)
    {
        var bytes = checked((nuint)count * sizeof(float));
        if (bytes <= _bytes)
            return Pointer;
        Release();
        Allocate(bytes);
        return Pointer;
    }

    public void Dispose()
    {
        Release();
        GC.SuppressFinalize(this);
    }

    private void Allocate(nuint bytes)
    {
        var idle = bytes < LargePage ? null : IdleBuffers.Shared.Take(bytes);
        Pointer = (float*)(idle?.Start ?? (nint)AllocateNew(bytes));
        _bytes = idle?.Bytes ?? bytes;
    }

    private static void* AllocateNew(nuint bytes)
    {
        if (bytes < LargePage || !OperatingSystem.IsLinux())
            return NativeMemory.AlignedAlloc(bytes, CacheLine);
        var start = NativeMemory.AlignedAlloc(bytes, LargePage);
        _ = Advise(start, bytes / LargePage * LargePage, UseLargePages);    // a wish: without it everything works, only slower
        return start;
    }

    private void Release()
    {
        if (_bytes >= LargePage)
            IdleBuffers.Shared.Give((nint)Pointer, _bytes);
        else
            NativeMemory.AlignedFree(Pointer);
        Pointer = null;
        _bytes = 0;
    }

    [LibraryImport("libc", EntryPoint = "madvise")]
    private static partial int Advise(void* start, nuint length, int advice);
}
