namespace Sgraf.Model.Matrices;

/// <summary>A matrix that is read soon, asked for a piece at a time beside other work.</summary>
/// <remarks>A core waits for few cache lines at once: of many requests in a row most would wait or be dropped.</remarks>
/// <param name="matrix">All of it; of no columns when there is nothing to ask for.</param>
/// <param name="pieces">How many times one will ask.</param>
internal unsafe struct Upcoming(PanelMatrix matrix, int pieces)
{
    private readonly nint _piece = (matrix.PanelCount * matrix.PanelStride + pieces - 1) / pieces;
    private float* _next = matrix.Row(0);
    private nint _left = matrix.PanelCount * matrix.PanelStride;

    /// <summary>Asks for the next piece, if there is one.</summary>
    public void AskNext()
    {
        var count = Math.Min(_piece, _left);
        CacheLines.Ask(_next, (int)count);
        _next += count;
        _left -= count;
    }
}
