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

    private long _capacity;

    public AlignedBuffer() { }

    public AlignedBuffer(long count) => Reserve(count);

    ~AlignedBuffer() => Release();

    public float* Pointer { get; private set; }

    /// <summary>Makes room for so many floats; what was in the buffer is lost when it grows.</summary>
    public float* Reserve(long count)
    {
        if (count <= _capacity)
            return Pointer;
        Release();
        Pointer = Allocate(checked((nuint)count * sizeof(float)));
        _capacity = count;
        return Pointer;
    }

    public void Dispose()
    {
        Release();
        GC.SuppressFinalize(this);
    }

    private static float* Allocate(nuint bytes)
    {
        if (bytes < LargePage || !OperatingSystem.IsLinux())
            return (float*)NativeMemory.AlignedAlloc(bytes, CacheLine);
        var start = NativeMemory.AlignedAlloc(bytes, LargePage);
        _ = Advise(start, bytes / LargePage * LargePage, UseLargePages);    // a wish: without it everything works, only slower
        return (float*)start;
    }

    private void Release()
    {
        NativeMemory.AlignedFree(Pointer);
        Pointer = null;
        _capacity = 0;
    }

    [LibraryImport("libc", EntryPoint = "madvise")]
    private static partial int Advise(void* start, nuint length, int advice);
}
