namespace Sgraf.Model.Matrices;

/// <summary>One row of zeros: what a product starts from that adds to nothing.</summary>
internal sealed unsafe class ZeroPanel : IDisposable
{
    private readonly AlignedBuffer _zeros = new(Panels.Width);

    public ZeroPanel() => new Span<float>(_zeros.Pointer, Panels.Width).Clear();

    /// <summary>32 zeros.</summary>
    public float* Pointer => _zeros.Pointer;

    public void Dispose() => _zeros.Dispose();
}
