using System.Buffers;
using System.IO.MemoryMappedFiles;

namespace Sgraf.Training.Data;

/// <summary>Some rows of an .npy file, mapped into memory until the block is disposed of.</summary>
/// <remarks>Nothing may read the rows afterwards. The block itself refuses; a span taken from it before cannot.</remarks>
public sealed unsafe class NpyBlock : MemoryManager<float>
{
    private readonly MemoryMappedViewAccessor? _view;
    private readonly int _length;
    private float* _start;

    /// <param name="view">The mapped bytes; null for a block without values.</param>
    /// <param name="length">Values of the block.</param>
    internal NpyBlock(MemoryMappedViewAccessor? view, int length)
    {
        (_view, _length) = (view, length);
        if (view is null) return;
        byte* page = null;
        view.SafeMemoryMappedViewHandle.AcquirePointer(ref page);
        _start = (float*)(page + view.PointerOffset);
    }

    /// <summary>The rows one after the other, each in row-major order.</summary>
    public ReadOnlySpan<float> Span => GetSpan();

    /// <inheritdoc />
    public override Span<float> GetSpan()
    {
        ObjectDisposedException.ThrowIf(_start is null && _length > 0, this);
        return new Span<float>(_start, _length);
    }

    /// <inheritdoc />
    public override MemoryHandle Pin(int elementIndex = 0)
    {
        ObjectDisposedException.ThrowIf(_start is null && _length > 0, this);
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)elementIndex, (uint)_length, nameof(elementIndex));
        return new MemoryHandle(_start + elementIndex);
    }

    /// <inheritdoc />
    public override void Unpin() { }

    /// <inheritdoc />
    protected override void Dispose(bool disposing)
    {
        if (_start is null || !disposing) return;
        _start = null;
        _view!.SafeMemoryMappedViewHandle.ReleasePointer();
        _view.Dispose();
    }
}
