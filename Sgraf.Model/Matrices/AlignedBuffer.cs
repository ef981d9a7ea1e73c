using System.Runtime.InteropServices;

namespace Sgraf.Model.Matrices;

/// <summary>Unmanaged floats on a cache line's boundary, so that no vector load crosses two lines.</summary>
internal sealed unsafe class AlignedBuffer : IDisposable
{
    private const nuint CacheLine = 64;

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
        Pointer = (float*)NativeMemory.AlignedAlloc(checked((nuint)count * sizeof(float)), CacheLine);
        _capacity = count;
        return Pointer;
    }

    public void Dispose()
    {
        Release();
        GC.SuppressFinalize(this);
    }

    private void Release()
    {
        NativeMemory.AlignedFree(Pointer);
        Pointer = null;
        _capacity = 0;
    }
}
