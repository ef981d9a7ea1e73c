namespace Sgraf.Model.Matrices;

/// <summary>A view of a matrix in panels.</summary>
/// <param name="data">The first panel at the first row of the view.</param>
/// <param name="stride">Rows that each panel holds; the view may see fewer.</param>
/// <param name="columns">Columns, without the padding to whole panels.</param>
internal readonly unsafe struct PanelMatrix(float* data, int stride, int columns)
{
    public int Columns => columns;

    public int PanelCount => Panels.Count(columns);

    /// <summary>Floats between a row's segments in two panels.</summary>
    public nint PanelStride => (nint)stride * Panels.Width;

    /// <summary>The first segment of a row.</summary>
    public float* Row(int row) => data + (nint)row * Panels.Width;

    /// <summary>The first row of a panel.</summary>
    public float* Panel(int panel) => data + panel * PanelStride;

    /// <summary>One value.</summary>
    public float* At(int row, int column) => Panel(column / Panels.Width) + (nint)row * Panels.Width + column % Panels.Width;

    /// <summary>The same matrix without its first rows.</summary>
    public PanelMatrix From(int row) => new(Row(row), stride, columns);

    /// <summary>The same matrix with only its first columns.</summary>
    public PanelMatrix Leading(int count) => new(data, stride, count);

    /// <summary>The same matrix from a panel on, with so many columns.</summary>
    public PanelMatrix Part(int firstPanel, int count) => new(Panel(firstPanel), stride, count);
}
