using System.Runtime.InteropServices;

namespace Sgraf.Model.Matrices;

/// <summary>Unmanaged floats on a cache line's boundary, so that no vector load crosses two lines; large ones on large pages.</summary>
internal sealed unsafe class AlignedBuffer : IDisposable
{
    private const nuint CacheLine = 64;

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
        var idle = bytes < LargePages.Size ? null : IdleBuffers.Shared.Take(bytes);
        Pointer = (float*)(idle?.Start ?? (nint)AllocateNew(bytes));
        _bytes = idle?.Bytes ?? bytes;
    }

    private static void* AllocateNew(nuint bytes)
    {
        if (bytes < LargePages.Size || !OperatingSystem.IsLinux())
            return NativeMemory.AlignedAlloc(bytes, CacheLine);
        var start = NativeMemory.AlignedAlloc(bytes, LargePages.Size);
        LargePages.Ask(start, bytes);
        return start;
    }

    private void Release()
    {
        if (_bytes >= LargePages.Size)
            IdleBuffers.Shared.Give((nint)Pointer, _bytes);
        else
            NativeMemory.AlignedFree(Pointer);
        Pointer = null;
        _bytes = 0;
    }
}
