using Sgraf.Model.Bundles;
using Sgraf.Model.Matrices;
using static TorchSharp.torch;

namespace Sgraf.Training.Recurrence;

/// <summary>One layer of a GRU: its directions, side by side.</summary>
internal sealed class GruLayer : IDisposable
{
    /// <summary>Words of one piece of work.</summary>
    private const int WordsAtOnce = 112;

    private readonly GruDirection[] _directions;
    private readonly int _layer;

    /// <param name="layer">Which, from 0.</param>
    /// <param name="hidden">D.</param>
    /// <param name="inputs">What it reads.</param>
    /// <param name="directions">1 or 2.</param>
    public GruLayer(int layer, int hidden, int inputs, int directions)
    {
        (_layer, OutputSize) = (layer, directions * hidden);
        _directions = [.. Enumerable.Range(0, directions).Select(_ => GruDirection.Create(hidden, inputs))];
    }

    /// <summary>Values of an output: the states of all directions.</summary>
    public int OutputSize { get; }

    /// <summary>Takes over new weights.</summary>
    public void Fill(Func<string, WeightTensor> weight)
    {
        for (var direction = 0; direction < _directions.Length; direction++)
            _directions[direction].Weights.Fill(Named(weight, direction));
    }

    /// <summary>Reads the words of captions.</summary>
    /// <param name="order">The words.</param>
    /// <param name="inputs">What is read, captions padded to the longest, (C L, inputs).</param>
    /// <param name="threads">Threads at most.</param>
    /// <returns>The states after each word, (C L, directions D), zero past a caption's end.</returns>
    public float[] Read(WordOrder order, ReadOnlyMemory<float> inputs, ParallelOptions threads)
    {
        Parallel.For(0, _directions.Length, threads, direction =>
        {
            var states = _directions[direction].States;
            states.Reset(order);
            PaddedRows.Read(order, direction > 0, inputs.Span, states.Inputs);
        });
        InBlocks(order, threads, (direction, first, count) => direction.Project(first, count));
        for (var step = 0; step < order.Longest; step++) InPanels(threads, (direction, panel) => direction.Step(order, step, panel));
        var outputs = new float[order.Lengths.Count * order.Longest * OutputSize];
        Parallel.For(0, _directions.Length, threads, direction =>
        {
            var states = _directions[direction].States.States;
            PaddedRows.Write(order, direction > 0, states, outputs, OutputSize, direction * states.Columns);
        });
        return outputs;
    }

    /// <summary>Adds to the gradient of the weights.</summary>
    /// <param name="order">The words.</param>
    /// <param name="gradient">Of the outputs, (C L, directions D).</param>
    /// <param name="weight">The network's weights.</param>
    /// <param name="threads">Threads at most.</param>
    /// <returns>The gradient of what was read, (C L, inputs).</returns>
    public float[] Backward(WordOrder order, ReadOnlyMemory<float> gradient, Func<string, Tensor> weight, ParallelOptions threads)
    {
        Parallel.For(0, _directions.Length, threads, direction =>
        {
            var (states, target) = (_directions[direction].States.States, _directions[direction].Gradient);
            target.Reset(order, states);
            PaddedRows.Read(order, direction > 0, gradient.Span, target.Outputs, OutputSize, direction * states.Columns);
        });
        for (var step = order.Longest - 1; step >= 0; step--) InPanels(threads, (direction, panel) => direction.StepBack(order, step, panel));
        AddWeights(order, threads);
        InBlocks(order, threads, (direction, first, count) => direction.ToInputs(first, count));
        var inputs = new float[order.Lengths.Count * order.Longest * _directions[0].Weights.Inputs];
        for (var direction = 0; direction < _directions.Length; direction++)
        {
            _directions[direction].Gradient.AddTo(Named(weight, direction));
            PaddedRows.Add(order, direction > 0, _directions[direction].Gradient.Inputs, inputs);
        }
        return inputs;
    }

    /// <inheritdoc />
    public void Dispose()
    {
        foreach (var direction in _directions) direction.Dispose();
    }

    private void AddWeights(WordOrder order, ParallelOptions threads)
    {
        var weights = _directions[0].Weights;
        var panels = Panels.Count(weights.Inputs) + Panels.Count(weights.Hidden);
        var each = GateMatrix.Gates * panels;
        Parallel.For(0, _directions.Length * each, threads, item =>
            _directions[item / each].AddWeights(order, item % each / panels, item % panels));
        Parallel.ForEach(_directions, threads, direction => direction.AddBiases(order));
    }

    private void InPanels(ParallelOptions threads, Action<GruDirection, int> work)
    {
        var panels = Panels.Count(_directions[0].Weights.Hidden);
        Parallel.For(0, _directions.Length * panels, threads, item => work(_directions[item / panels], item % panels));
    }

    private void InBlocks(WordOrder order, ParallelOptions threads, Action<GruDirection, int, int> work)
    {
        var blocks = (order.WordCount + WordsAtOnce - 1) / WordsAtOnce;
        Parallel.For(0, _directions.Length * blocks, threads, item =>
        {
            var first = item % blocks * WordsAtOnce;
            work(_directions[item / blocks], first, Math.Min(WordsAtOnce, order.WordCount - first));
        });
    }

    private Func<string, T> Named<T>(Func<string, T> weight, int direction) => kind => weight($"{kind}_l{_layer}{(direction > 0 ? "_reverse" : "")}");
}
