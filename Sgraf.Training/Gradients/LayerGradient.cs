using TorchSharp.Modules;

namespace Sgraf.Training.Gradients;

/// <summary>The gradient of one linear layer, added up.</summary>
internal sealed class LayerGradient : IDisposable
{
    private readonly GradientBuffer _weight;
    private readonly GradientBuffer _bias;

    /// <param name="inputs">Values in.</param>
    /// <param name="outputs">Values out.</param>
    public LayerGradient(int inputs, int outputs) => (_weight, _bias) = (new GradientBuffer(outputs, inputs), new GradientBuffer(1, outputs));

    /// <summary>(outputs, inputs)</summary>
    public GradientBuffer Weight => _weight;

    /// <summary>(1, outputs)</summary>
    public GradientBuffer Bias => _bias;

    /// <summary>Adds another of the same size.</summary>
    public void Add(LayerGradient other)
    {
        _weight.Add(other._weight);
        _bias.Add(other._bias);
    }

    /// <summary>Adds all to the gradient of a layer.</summary>
    public void AddTo(Linear layer)
    {
        GradientBuffer.AddTo(layer.weight, _weight);
        GradientBuffer.AddTo(layer.bias!, _bias);
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _weight.Dispose();
        _bias.Dispose();
    }
}
