using System.Buffers;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Sgraf.Model.Bundles;

/// <summary>Values of a mapped file. Pinned, they are read where they lie; as a span, they are copied on the first use.</summary>
/// <remarks>
/// A span does not keep what it looks at alive, so one over the map could outlive it. A pin counts as a use of the map, and the
/// map ends when no tensor of the file can be reached and no pin is held: safe code can never read unmapped memory. The page
/// cache keeps the bytes; a pin that ends gives the pages back, so that weights which are only passed through take no memory.
/// </remarks>
/// <param name="view">The whole file, from its first byte.</param>
/// <param name="offset">Where the first value lies, at a multiple of four bytes.</param>
/// <param name="count">How many there are, all of them within the file.</param>
internal sealed unsafe partial class MappedValues(SafeMemoryMappedViewHandle view, long offset, int count) : MemoryManager<float>
{
    private const int DropPages = 4;    // MADV_DONTNEED: of a mapped file they come back when they are looked at again
    private float[]? _copy;

    public override Memory<float> Memory => CreateMemory(count);

    public override Span<float> GetSpan()
    {
        if (_copy is { } copied)
            return copied;
        using var pin = Pin();
        var copy = new ReadOnlySpan<float>(pin.Pointer, count).ToArray();
        return Interlocked.CompareExchange(ref _copy, copy, null) ?? copy;
    }

    public override MemoryHandle Pin(int elementIndex = 0)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)elementIndex, (uint)count, nameof(elementIndex));
        byte* file = null;
        view.AcquirePointer(ref file);
        return new MemoryHandle((float*)(file + offset) + elementIndex, default, this);
    }

    public override void Unpin()
    {
        if (OperatingSystem.IsLinux())
            GiveBackPages();
        view.ReleasePointer();
    }

    protected override void Dispose(bool disposing) { }    // the map's own handle counts who still needs it

    /// <summary>Only whole pages, so that neighbours keep theirs; another reader of these values waits for the page cache, no more.</summary>
    private void GiveBackPages()
    {
        var start = (nuint)view.DangerousGetHandle() + (nuint)offset;    // the pin that ends here still counts
        var (first, length) = WholePages(start, (nuint)count * sizeof(float), (nuint)Environment.SystemPageSize);
        if (length > 0)
            _ = Advise(first, length, DropPages);
    }

    /// <summary>The pages that a piece of memory fills.</summary>
    internal static (nuint First, nuint Length) WholePages(nuint start, nuint length, nuint page)
    {
        var first = (start + page - 1) / page * page;
        var end = (start + length) / page * page;
        return (first, end > first ? end - first : 0);
    }

    [LibraryImport("libc", EntryPoint = "madvise")]
    private static partial int Advise(nuint start, nuint length, int advice);
}
