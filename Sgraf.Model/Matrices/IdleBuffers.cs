using System.Runtime.InteropServices;

namespace Sgraf.Model.Matrices;

/// <summary>Keeps large blocks of memory that were given up for those that are wanted next, within a budget. Any number of threads may use it.</summary>
/// <remarks>
/// The system hands out new memory as pages that it clears at their first use. A search that brings 400 images of the published sizes
/// spent a quarter of its time on that; the same memory again costs nothing.
/// </remarks>
/// <param name="budget">Bytes at most.</param>
internal sealed unsafe class IdleBuffers(nuint budget) : IDisposable
{
    /// <summary>A block may be so many times as large as what is wanted.</summary>
    private const uint MostSurplus = 2;

    private readonly List<(nint Start, nuint Bytes)> _idle = [];
    private readonly Lock _lock = new();
    private nuint _bytes;

    /// <summary>Those of this process: a few blocks of a search, the 9 MB that are scored at once, for each thread that searches.</summary>
    public static IdleBuffers Shared { get; } = new(64 << 20);

    /// <summary>A block that is large enough, and not much larger; what it holds is undefined.</summary>
    /// <param name="bytes">Bytes wanted.</param>
    /// <returns>The block and its bytes; nothing when there is none.</returns>
    public (nint Start, nuint Bytes)? Take(nuint bytes)
    {
        lock (_lock)
        {
            var found = _idle.FindIndex(block => block.Bytes >= bytes && block.Bytes <= MostSurplus * bytes);
            if (found < 0) return null;
            var block = _idle[found];
            _idle.RemoveAt(found);
            _bytes -= block.Bytes;
            return block;
        }
    }

    /// <summary>Keeps a block, or frees it where the budget is used up.</summary>
    public void Give(nint start, nuint bytes)
    {
        lock (_lock)
        {
            if (_bytes + bytes <= budget)
            {
                _idle.Add((start, bytes));
                _bytes += bytes;
                return;
            }
        }
        NativeMemory.AlignedFree((void*)start);
    }

    /// <summary>Frees all that is idle.</summary>
    public void Dispose()
    {
        lock (_lock)
        {
            foreach (var (start, _) in _idle) NativeMemory.AlignedFree((void*)start);
            _idle.Clear();
            _bytes = 0;
        }
    }
}
