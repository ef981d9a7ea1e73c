using Sgraf.Model.Bundles;

namespace Sgraf.Model.Matrices;

/// <summary>One linear layer laid out for the kernel: <c>y = x Wᵀ + b</c>.</summary>
internal sealed unsafe class PackedLinear : IDisposable
{
    private readonly AlignedBuffer _weight;
    private readonly AlignedBuffer _bias;

    /// <param name="weight">(outputs, inputs)</param>
    /// <param name="bias">(outputs)</param>
    /// <param name="inputs">Values in.</param>
    /// <param name="outputs">Values out.</param>
    public PackedLinear(ReadOnlySpan<float> weight, ReadOnlySpan<float> bias, int inputs, int outputs)
        : this(inputs, outputs) => Pack(weight, bias);

    /// <param name="checkpoint">Where the layer is.</param>
    /// <param name="name">The layer's name, without <c>.weight</c>.</param>
    public PackedLinear(Checkpoint checkpoint, string name)
        : this(checkpoint[name + ".weight"].Shape[1], checkpoint[name + ".weight"].Shape[0])
    {
        using var weight = checkpoint[name + ".weight"].View();
        using var bias = checkpoint[name + ".bias"].View();
        Pack(weight.Values, bias.Values);
    }

    private PackedLinear(int inputs, int outputs)
    {
        (Inputs, Outputs) = (inputs, outputs);
        _weight = new AlignedBuffer(Panels.Size(inputs, outputs));
        _bias = new AlignedBuffer(Panels.Size(1, outputs));
    }

    public int Inputs { get; }

    public int Outputs { get; }

    /// <summary>(inputs, outputs)</summary>
    public PanelMatrix Weight => new(_weight.Pointer, Inputs, Outputs);

    /// <summary>One value an output, padded to whole panels with zeros.</summary>
    public float* Bias => _bias.Pointer;

    public void Dispose()
    {
        _weight.Dispose();
        _bias.Dispose();
    }

    private void Pack(ReadOnlySpan<float> weight, ReadOnlySpan<float> bias)
    {
        Panels.PackTransposed(weight, Inputs, Outputs, _weight.Pointer);
        Panels.Pack(bias, 1, Outputs, _bias.Pointer);
    }
}
