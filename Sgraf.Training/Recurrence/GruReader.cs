using Sgraf.Model.Bundles;
using Sgraf.Training.Network;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Sgraf.Training.Recurrence;

/// <summary>Reads captions as a GRU of libtorch does, on the processor, and differentiates it: in two thirds of the time.</summary>
/// <remarks>
/// libtorch adds up a gradient of all recurrent weights at every step, 12 MB each at full size; here it is one product in the end.
/// Memory is kept from batch to batch. Results are bitwise the same on any number of threads.
/// </remarks>
internal sealed class GruReader : IDisposable
{
    private readonly Dictionary<string, Parameter> _weights;
    private readonly GruLayer[] _layers;
    private readonly ModelConfig _config;
    private WordOrder? _order;

    /// <param name="gru">Whose weights are used.</param>
    /// <param name="config">The sizes.</param>
    public GruReader(GRU gru, ModelConfig config)
    {
        _config = config;
        _weights = gru.named_parameters().ToDictionary(parameter => parameter.name, parameter => parameter.parameter);
        var directions = config.Bidirectional ? 2 : 1;
        _layers = [.. Enumerable.Range(0, config.GruLayers).Select(layer =>
            new GruLayer(layer, config.JointSize, layer == 0 ? config.WordSize : directions * config.JointSize, directions))];
    }

    /// <summary>Reads captions.</summary>
    /// <param name="vectors">Word vectors, (C, L, E).</param>
    /// <param name="lengths">L of each caption, longest first.</param>
    /// <returns>The states after each word, without history, (C, L, D or 2 D); zeros past a caption's end.</returns>
    public Tensor Read(Tensor vectors, IReadOnlyList<int> lengths)
    {
        _order = new WordOrder(lengths);
        var states = NetworkWeights.Read(vectors).Values;
        foreach (var layer in _layers)
        {
            layer.Fill(name => NetworkWeights.Read(_weights[name]));
            states = layer.Read(_order, states, Threads());
        }
        return tensor(states.ToArray(), [lengths.Count, _order.Longest, _layers[^1].OutputSize]);
    }

    /// <summary>Adds to the gradient of the weights.</summary>
    /// <param name="gradient">Of what was read last, (C, L, D or 2 D).</param>
    /// <returns>The gradient of the word vectors, (C, L, E).</returns>
    public Tensor Backward(Tensor gradient)
    {
        var order = _order ?? throw new InvalidOperationException("Nothing has been read yet.");
        var values = NetworkWeights.Read(gradient).Values;
        foreach (var layer in _layers.Reverse()) values = layer.Backward(order, values, name => _weights[name], Threads());
        return tensor(values.ToArray(), [order.Lengths.Count, order.Longest, _config.WordSize]);
    }

    /// <inheritdoc />
    public void Dispose()
    {
        foreach (var layer in _layers) layer.Dispose();
    }

    private static ParallelOptions Threads() => new() { MaxDegreeOfParallelism = get_num_threads() };
}
