using Sgraf.Model.Bundles;
using Sgraf.Model.Matrices;

namespace Sgraf.Training.Recurrence;

/// <summary>The weight of a recurrent layer's gates r, z and n, laid out for its passes forwards and back.</summary>
/// <remarks>Each gate begins at a panel of its own, so the gates of a value lie in the same lane of three panels.</remarks>
internal sealed unsafe class GateMatrix : IDisposable
{
    /// <summary>r, z and n.</summary>
    public const int Gates = 3;

    private readonly AlignedBuffer _columns = new();
    private readonly AlignedBuffer _rows = new();
    private readonly int _hidden;
    private readonly int _inputs;

    /// <param name="hidden">D.</param>
    /// <param name="inputs">What the gates read.</param>
    public GateMatrix(int hidden, int inputs)
    {
        (_hidden, _inputs) = (hidden, inputs);
        _columns.Reserve(Gates * Panels.Size(inputs, hidden));
        _rows.Reserve(Gates * Panels.Size(hidden, inputs));
    }

    /// <summary>(inputs, 3 D), each gate padded to whole panels.</summary>
    public PanelMatrix Columns => new(_columns.Pointer, _inputs, Gates * Panels.Count(_hidden) * Panels.Width);

    /// <summary>One gate, (D, inputs).</summary>
    public PanelMatrix Rows(int gate) => new(_rows.Pointer + gate * (nint)Panels.Size(_hidden, _inputs), _hidden, _inputs);

    /// <summary>Takes over new values.</summary>
    /// <param name="weight">(3 D, inputs)</param>
    public void Fill(WeightTensor weight) => Parallel.For(0, Gates, gate =>
    {
        var values = weight.Span.Slice(gate * _hidden * _inputs, _hidden * _inputs);
        Panels.PackTransposed(values, _inputs, _hidden, _columns.Pointer + gate * (nint)Panels.Size(_inputs, _hidden));
        Panels.Pack(values, _hidden, _inputs, Rows(gate).Row(0));
    });

    /// <inheritdoc />
    public void Dispose()
    {
        _columns.Dispose();
        _rows.Dispose();
    }
}
