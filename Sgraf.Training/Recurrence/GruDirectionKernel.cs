using System.Runtime.Intrinsics;
using Sgraf.Model.Matrices;
using Sgraf.Training.Gradients;

namespace Sgraf.Training.Recurrence;

/// <inheritdoc />
/// <remarks>
/// <c>r = σ(W_r x + U_r h), z = σ(W_z x + U_z h), q = U_n h, n = tanh(W_n x + r q), h' = (1 - z) n + z h</c>, biases included. The way
/// back meets the gates in the opposite order; the gradient of the weights is one product over all words in the end.
/// </remarks>
internal sealed unsafe class GruDirection<TKernel>(DirectionWeights weights) : GruDirection(weights)
    where TKernel : struct, IMatrixKernel
{
    private const int Lanes = 16;
    private const int Candidate = GateMatrix.Gates - 1;

    private readonly int _panels = Panels.Count(weights.Hidden);
    private readonly ZeroPanel _zeros = new();

    /// <inheritdoc />
    public override void Project(int firstWord, int words) => MatrixProduct<TKernel>.Multiply(
        States.Inputs.From(firstWord), Weights.Input.Columns, Weights.InputBias, States.Gates.From(firstWord), words);

    /// <inheritdoc />
    public override void Step(WordOrder order, int step, int panel)
    {
        var (first, count) = (order.First(step), order.Count(step));
        var before = step == 0 ? default : States.States.From(order.First(step - 1));
        for (var gate = 0; gate < GateMatrix.Gates; gate++)
        {
            var start = gate == Candidate ? Weights.CandidateBias + panel * Panels.Width : _zeros.Pointer;
            // The first state is zero: of the product only the bias remains.
            MatrixProduct<TKernel>.MultiplyPanel<AsStored>(
                step == 0 ? null : before.Row(0), step == 0 ? 0 : before.PanelStride, step == 0 ? 0 : Weights.Hidden,
                Weights.Recurrent.Columns.Panel(gate * _panels + panel), start, 0, States.Products.Panel(gate * _panels + panel), count);
        }
        for (var caption = 0; caption < count; caption++)
            for (var lane = 0; lane < Panels.Width; lane += Lanes)
                Step(first + caption, caption, panel, lane, step == 0 ? default : Load(before, caption, panel, lane));
    }

    /// <inheritdoc />
    public override void StepBack(WordOrder order, int step, int panel)
    {
        var (first, count) = (order.First(step), order.Count(step));
        var after = step + 1 < order.Longest ? order.Count(step + 1) : 0;
        var carried = Gradient.Carried.Panel(panel);
        for (var gate = 0; after > 0 && gate < GateMatrix.Gates; gate++)
        {
            var gradient = gate == Candidate ? Gradient.Candidates : Gradient.Gates.Part(gate * _panels, Weights.Hidden);
            MatrixProduct<TKernel>.MultiplyPanel<AsStored>(
                gradient.Row(order.First(step + 1)), gradient.PanelStride, Weights.Hidden, Weights.Recurrent.Rows(gate).Panel(panel), carried,
                Panels.Width, carried, after);
        }
        new Span<float>(carried + after * Panels.Width, (count - after) * Panels.Width).Clear();    // nothing comes after a last word
        for (var caption = 0; caption < count; caption++)
        {
            for (var lane = 0; lane < Panels.Width; lane += Lanes)
            {
                var before = step == 0 ? default : Load(States.States, order.First(step - 1) + caption, panel, lane);
                StepBack(first + caption, panel, lane, before, carried + caption * Panels.Width + lane);
            }
        }
    }

    /// <inheritdoc />
    public override void AddWeights(WordOrder order, int gate, int panel)
    {
        var (input, inputPanels) = (Gradient.Gates.Part(gate * _panels, Weights.Hidden), Panels.Count(Weights.Inputs));
        if (panel < inputPanels)
        {
            LayerBackward<TKernel>.AddWeight(input, States.Inputs.Panel(panel), panel, order.WordCount, Gradient.Weights[gate].Input);
            return;
        }
        var recurrent = (gate == Candidate ? Gradient.Candidates : input).From(order.Count(0));
        var before = Gradient.Before.Panel(panel - inputPanels);
        LayerBackward<TKernel>.AddWeight(recurrent, before, panel - inputPanels, order.WordCount - order.Count(0), Gradient.Weights[gate].Recurrent);
    }

    /// <inheritdoc />
    public override void AddBiases(WordOrder order)
    {
        for (var gate = 0; gate < GateMatrix.Gates; gate++)
            LayerBackward<TKernel>.AddBias(Gradient.Gates.Part(gate * _panels, Weights.Hidden), order.WordCount, Gradient.Biases[gate]);
        LayerBackward<TKernel>.AddBias(Gradient.Candidates, order.WordCount, Gradient.Biases[^1]);
    }

    /// <inheritdoc />
    public override void ToInputs(int firstWord, int words)
    {
        for (var gate = 0; gate < GateMatrix.Gates; gate++)
        {
            var gates = Gradient.Gates.Part(gate * _panels, Weights.Hidden).From(firstWord);
            for (var panel = 0; panel < Panels.Count(Weights.Inputs); panel++)
            {
                var target = Gradient.Inputs.Panel(panel) + firstWord * Panels.Width;
                MatrixProduct<TKernel>.MultiplyPanel<AsStored>(
                    gates.Row(0), gates.PanelStride, Weights.Hidden, Weights.Input.Rows(gate).Panel(panel), gate == 0 ? _zeros.Pointer : target,
                    gate == 0 ? 0 : Panels.Width, target, words);
            }
        }
    }

    /// <inheritdoc />
    public override void Dispose()
    {
        _zeros.Dispose();
        base.Dispose();
    }

    private void Step(int word, int caption, int panel, int lane, Vector512<float> before)
    {
        var reset = Exponential.Sigmoid(Load(States.Gates, word, panel, lane) + Load(States.Products, caption, panel, lane));
        var update = Exponential.Sigmoid(Load(States.Gates, word, _panels + panel, lane) + Load(States.Products, caption, _panels + panel, lane));
        var candidate = Load(States.Products, caption, 2 * _panels + panel, lane);
        var next = Exponential.Tanh(Vector512.MultiplyAddEstimate(reset, candidate, Load(States.Gates, word, 2 * _panels + panel, lane)));
        reset.Store(At(States.Gates, word, panel, lane));
        update.Store(At(States.Gates, word, _panels + panel, lane));
        next.Store(At(States.Gates, word, 2 * _panels + panel, lane));
        candidate.Store(At(States.Candidates, word, panel, lane));
        Vector512.MultiplyAddEstimate(update, before - next, next).Store(At(States.States, word, panel, lane));
    }

    private void StepBack(int word, int panel, int lane, Vector512<float> before, float* carried)
    {
        var one = Vector512<float>.One;
        var gradient = Load(Gradient.Outputs, word, panel, lane) + Vector512.Load(carried);
        var (reset, update) = (Load(States.Gates, word, panel, lane), Load(States.Gates, word, _panels + panel, lane));
        var next = Load(States.Gates, word, 2 * _panels + panel, lane);
        var nextGradient = gradient * (one - update) * (one - next * next);
        var resetGradient = nextGradient * Load(States.Candidates, word, panel, lane) * reset * (one - reset);
        var updateGradient = gradient * (before - next) * update * (one - update);
        resetGradient.Store(At(Gradient.Gates, word, panel, lane));
        updateGradient.Store(At(Gradient.Gates, word, _panels + panel, lane));
        nextGradient.Store(At(Gradient.Gates, word, 2 * _panels + panel, lane));
        (nextGradient * reset).Store(At(Gradient.Candidates, word, panel, lane));
        (gradient * update).Store(carried);
    }

    private static float* At(PanelMatrix matrix, int row, int panel, int lane) => matrix.Panel(panel) + row * Panels.Width + lane;

    private static Vector512<float> Load(PanelMatrix matrix, int row, int panel, int lane) => Vector512.Load(At(matrix, row, panel, lane));
}
