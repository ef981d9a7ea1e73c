using Sgraf.Model.Matrices;
using static TorchSharp.torch;
using TensorPrimitives = System.Numerics.Tensors.TensorPrimitives;

namespace Sgraf.Training.Gradients;

/// <summary>A gradient that is added up, in panels; zero at first.</summary>
internal sealed unsafe class GradientBuffer : IDisposable
{
    private readonly AlignedBuffer _values;
    private readonly int _rows;
    private readonly int _columns;

    public GradientBuffer(int rows, int columns)
    {
        (_rows, _columns) = (rows, columns);
        _values = new AlignedBuffer(Panels.Size(rows, columns));
        Values.Clear();
    }

    /// <summary>(rows, columns)</summary>
    public PanelMatrix Matrix => new(_values.Pointer, _rows, _columns);

    private Span<float> Values => new(_values.Pointer, checked((int)Panels.Size(_rows, _columns)));

    /// <summary>Adds another of the same size.</summary>
    public void Add(GradientBuffer other) => TensorPrimitives.Add(Values, other.Values, Values);

    /// <summary>Adds to the gradient of a tensor without history.</summary>
    /// <param name="leaf">The tensor; its rows are those of its last axis.</param>
    /// <param name="parts">Its rows, one part after the other.</param>
    public static void AddTo(Tensor leaf, params IReadOnlyList<GradientBuffer> parts)
    {
        var values = new float[leaf.NumberOfElements];
        var rest = values.AsSpan();
        foreach (var part in parts)
        {
            Panels.Unpack(part.Matrix, 0, part._rows, rest);
            rest = rest[(part._rows * part._columns)..];
        }
        AddTo(leaf, values);
    }

    /// <summary>Adds values to the gradient of a tensor without history.</summary>
    public static void AddTo(Tensor leaf, float[] values)
    {
        using var scope = NewDisposeScope();
        leaf.backward([tensor(values, leaf.shape, device: leaf.device)]);
    }

    /// <inheritdoc />
    public void Dispose() => _values.Dispose();
}
