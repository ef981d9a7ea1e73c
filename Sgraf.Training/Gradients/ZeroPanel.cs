using Sgraf.Model.Matrices;

namespace Sgraf.Training.Gradients;

/// <summary>One row of zeros: what a product starts from that adds to nothing.</summary>
internal sealed unsafe class ZeroPanel : IDisposable
{
    private readonly AlignedBuffer _zeros = new(Panels.Width);

    public ZeroPanel() => new Span<float>(_zeros.Pointer, Panels.Width).Clear();

    /// <summary>32 zeros.</summary>
    public float* Pointer => _zeros.Pointer;

    /// <inheritdoc />
    public void Dispose() => _zeros.Dispose();
}
