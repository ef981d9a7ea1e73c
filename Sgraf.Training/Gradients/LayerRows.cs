using Sgraf.Model.Bundles;
using Sgraf.Model.Matrices;

namespace Sgraf.Training.Gradients;

/// <summary>A linear layer's weight as its backward pass reads it, (outputs, inputs).</summary>
internal sealed unsafe class LayerRows : IDisposable
{
    private readonly AlignedBuffer _weight;
    private readonly int _outputs;
    private readonly int _inputs;

    /// <param name="weight">(outputs, inputs)</param>
    public LayerRows(WeightTensor weight)
    {
        (_outputs, _inputs) = (weight.Shape[0], weight.Shape[1]);
        _weight = new AlignedBuffer(Panels.Size(_outputs, _inputs));
        Panels.Pack(weight.Span, _outputs, _inputs, _weight.Pointer);
    }

    /// <summary>(outputs, inputs)</summary>
    public PanelMatrix Matrix => new(_weight.Pointer, _outputs, _inputs);

    /// <inheritdoc />
    public void Dispose() => _weight.Dispose();
}
