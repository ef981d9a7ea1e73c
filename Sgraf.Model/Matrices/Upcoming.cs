using System.Runtime.CompilerServices;

namespace Sgraf.Model.Matrices;

/// <summary>A matrix that is read soon, asked for a few cache lines at a time beside other work.</summary>
/// <remarks>A core waits for few cache lines at once: of many requests in a row most would wait, and the work with them.</remarks>
/// <param name="matrix">All of it.</param>
/// <param name="pieces">How many times one will ask.</param>
internal unsafe struct Upcoming(PanelMatrix matrix, int pieces)
{
    private readonly float* _end = matrix.Panel(matrix.PanelCount);
    private readonly nint _piece = (matrix.PanelCount * matrix.PanelStride / CacheLines.Floats + pieces - 1) / pieces * CacheLines.Floats;
    private float* _next = matrix.Row(0);

    /// <summary>Asks for the next piece, if there is one; of the default value there is none.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void AskNext()
    {
        var next = _next;
        var end = Math.Min((nint)(next + _piece), (nint)_end);
        for (; (nint)next < end; next += CacheLines.Floats)
            CacheLines.Ask(next);
        _next = next;
    }
}
