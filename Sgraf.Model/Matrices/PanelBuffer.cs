namespace Sgraf.Model.Matrices;

/// <summary>Working memory for a matrix in panels whose number of rows changes from use to use.</summary>
internal sealed unsafe class PanelBuffer(int columns) : IDisposable
{
    private readonly AlignedBuffer _buffer = new();

    /// <summary>A matrix of so many rows; what it holds is undefined, and earlier matrices of this buffer are lost.</summary>
    public PanelMatrix Take(int rows) => new(_buffer.Reserve(Panels.Size(rows, columns)), rows, columns);

    public void Dispose() => _buffer.Dispose();
}
