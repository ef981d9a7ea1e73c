using Sgraf.Model.Matrices;
using Sgraf.Training.Gradients;
using static TorchSharp.torch;

namespace Sgraf.Training.Recurrence;

/// <summary>The gradients of one direction of one layer: of what it found, word by word, and of its weights.</summary>
internal sealed class DirectionGradient : IDisposable
{
    private readonly PanelBuffer _outputs;
    private readonly PanelBuffer _gates;
    private readonly PanelBuffer _candidates;
    private readonly PanelBuffer _before;
    private readonly PanelBuffer _inputs;
    private readonly PanelBuffer _states;
    private readonly DirectionWeights _weights;

    /// <param name="weights">The direction's weights.</param>
    public DirectionGradient(DirectionWeights weights)
    {
        _weights = weights;
        (_outputs, _candidates, _before, _states) =
            (new PanelBuffer(weights.Hidden), new PanelBuffer(weights.Hidden), new PanelBuffer(weights.Hidden), new PanelBuffer(weights.Hidden));
        _gates = new PanelBuffer(GateMatrix.Gates * Panels.Count(weights.Hidden) * Panels.Width);
        _inputs = new PanelBuffer(weights.Inputs);
    }

    /// <summary>Of the states, as what comes after them wants it, (words, D).</summary>
    public PanelMatrix Outputs { get; private set; }

    /// <summary>Of the gates before their sigmoid or tanh, (words, 3 D).</summary>
    public PanelMatrix Gates { get; private set; }

    /// <summary>Of the recurrent part of n, (words, D).</summary>
    public PanelMatrix Candidates { get; private set; }

    /// <summary>Of the states of the step that is worked on, as the words after it want it, (captions, D).</summary>
    public PanelMatrix Carried { get; private set; }

    /// <summary>Of what was read, (words, inputs).</summary>
    public PanelMatrix Inputs { get; private set; }

    /// <summary>The states before each word from the second step on: the inputs of the recurrent weights, (words, D).</summary>
    public PanelMatrix Before { get; private set; }

    /// <summary>Of the weights of each gate, (D, inputs) and (D, D).</summary>
    public IReadOnlyList<(GradientBuffer Input, GradientBuffer Recurrent)> Weights { get; private set; } = [];

    /// <summary>Of the biases of r, z, n, and of the recurrent part of n, (1, D).</summary>
    public IReadOnlyList<GradientBuffer> Biases { get; private set; } = [];

    /// <summary>Makes room for a batch; the gradients of weights become zero.</summary>
    public void Reset(WordOrder order, PanelMatrix states)
    {
        (Outputs, Gates, Candidates) = (_outputs.Take(order.WordCount), _gates.Take(order.WordCount), _candidates.Take(order.WordCount));
        (Carried, Inputs) = (_states.Take(order.Count(0)), _inputs.Take(order.WordCount));
        Before = _before.Take(Math.Max(1, order.WordCount - order.Count(0)));
        for (var word = order.Count(0); word < order.WordCount; word++) RowMath.Copy(states, order.Before(word), Before, word - order.Count(0));
        Weights = [.. Enumerable.Range(0, GateMatrix.Gates).Select(_ =>
            (new GradientBuffer(_weights.Hidden, _weights.Inputs), new GradientBuffer(_weights.Hidden, _weights.Hidden)))];
        Biases = [.. Enumerable.Range(0, GateMatrix.Gates + 1).Select(_ => new GradientBuffer(1, _weights.Hidden))];
    }

    /// <summary>Adds the gradients of weights to those of a network's and forgets them.</summary>
    public void AddTo(Func<string, Tensor> weight)
    {
        GradientBuffer.AddTo(weight("weight_ih"), [.. Weights.Select(gate => gate.Input)]);
        GradientBuffer.AddTo(weight("weight_hh"), [.. Weights.Select(gate => gate.Recurrent)]);
        GradientBuffer.AddTo(weight("bias_ih"), [.. Biases.Take(GateMatrix.Gates)]);
        GradientBuffer.AddTo(weight("bias_hh"), [.. Biases.Take(GateMatrix.Gates - 1), Biases[^1]]);
        ForgetWeights();
    }

    /// <inheritdoc />
    public void Dispose()
    {
        ForgetWeights();
        foreach (var buffer in (PanelBuffer[])[_outputs, _gates, _candidates, _before, _inputs, _states]) buffer.Dispose();
    }

    private void ForgetWeights()
    {
        foreach (var buffer in Weights.SelectMany(gate => (GradientBuffer[])[gate.Input, gate.Recurrent]).Concat(Biases)) buffer.Dispose();
        (Weights, Biases) = ([], []);
    }
}
