using Sgraf.Model.Matrices;

namespace Sgraf.Training.Recurrence;

/// <summary>What one direction of one layer finds on its way, for every word in the order of reading; kept for the way back.</summary>
/// <param name="hidden">D.</param>
/// <param name="inputs">What the layer reads.</param>
internal sealed class DirectionStates(int hidden, int inputs) : IDisposable
{
    private readonly PanelBuffer _inputs = new(inputs);
    private readonly PanelBuffer _gates = new(GateMatrix.Gates * Panels.Count(hidden) * Panels.Width);
    private readonly PanelBuffer _candidates = new(hidden);
    private readonly PanelBuffer _states = new(hidden);
    private readonly PanelBuffer _products = new(GateMatrix.Gates * Panels.Count(hidden) * Panels.Width);

    /// <summary>What is read, (words, inputs).</summary>
    public PanelMatrix Inputs { get; private set; }

    /// <summary>The gates r, z and n, (words, 3 D).</summary>
    public PanelMatrix Gates { get; private set; }

    /// <summary>The recurrent part of n before r scales it, (words, D).</summary>
    public PanelMatrix Candidates { get; private set; }

    /// <summary>The states after each word, (words, D).</summary>
    public PanelMatrix States { get; private set; }

    /// <summary>Working memory: what the state before makes of the gates in one step, (captions, 3 D).</summary>
    public PanelMatrix Products { get; private set; }

    /// <summary>Makes room for the words of a batch.</summary>
    public void Reset(WordOrder order)
    {
        (Inputs, Gates) = (_inputs.Take(order.WordCount), _gates.Take(order.WordCount));
        (Candidates, States) = (_candidates.Take(order.WordCount), _states.Take(order.WordCount));
        Products = _products.Take(order.Count(0));
    }

    /// <inheritdoc />
    public void Dispose()
    {
        foreach (var buffer in (PanelBuffer[])[_inputs, _gates, _candidates, _states, _products]) buffer.Dispose();
    }
}
