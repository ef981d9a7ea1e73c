using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Sgraf.Model.Matrices;

namespace Sgraf.Model.Encoding;

/// <summary>One direction of one GRU layer, with working memory for one thread.</summary>
/// <remarks>
/// <c>r = σ(W_r x + U_r h), z = σ(W_z x + U_z h), n = tanh(W_n x + r * (U_n h)), h' = (1 - z) n + z h</c>, biases included.
/// Captions walk together, longest first, so that those which have ended are always the last rows.
/// A step of a caption costs 6 D² operations, and the weights are read once a step for all captions.
/// </remarks>
internal sealed unsafe class RecurrentLayer<TKernel>(RecurrentWeights weights, bool reverse) : IDisposable
    where TKernel : struct, IMatrixKernel
{
    private const int Lanes = 16, Gates = 3;

    private readonly PanelBuffer _projections = new(weights.Input.Outputs);
    private readonly PanelBuffer _gates = new(Gates * Panels.Width);
    private readonly PanelBuffer _before = new(weights.Recurrent.Inputs);
    private readonly PanelBuffer _after = new(weights.Recurrent.Inputs);

    /// <summary>What the states of the layer before give to this one's gates.</summary>
    /// <param name="inputs">(words, states of the layer before)</param>
    /// <param name="count">How many words there are.</param>
    /// <returns>(words, 3 D in whole panels); valid until the next call.</returns>
    public PanelMatrix Project(PanelMatrix inputs, int count)
    {
        var projections = _projections.Take(count);
        MatrixProduct<TKernel>.Multiply(inputs, weights.Input.Weight, weights.Input.Bias, projections, count);
        return projections;
    }

    /// <summary>Walks through the words of all captions of a batch.</summary>
    /// <param name="projections">What the layer's inputs give to the gates, (projections, 3 D in whole panels).</param>
    /// <param name="placeOfRow">Which projection each word has; words that are the same share one.</param>
    /// <param name="batch">The captions.</param>
    /// <param name="states">Where the state after each word goes, in the batch's order of rows, (words, D).</param>
    public void Walk(PanelMatrix projections, int[] placeOfRow, CaptionBatch batch, PanelMatrix states)
    {
        var captions = batch.Members.Count;
        var (before, after, gates) = (_before.Take(captions), _after.Take(captions), _gates.Take(captions));
        for (var caption = 0; caption < captions; caption++)
            RowMath.Clear(before, caption);

        for (var step = 0; step < batch.Steps; step++)
        {
            while (batch.Lengths[captions - 1] <= step)
                captions--;
            for (var place = 0; place < before.PanelCount; place++)
            {
                // The weights are larger than most caches: a step begins with what the one before has left there.
                var panel = step % 2 == 0 ? place : before.PanelCount - 1 - place;
                // The first state is zero: of the product only the bias remains.
                MultiplyGates(step == 0 ? before.Leading(0) : before, panel, gates, captions);
                for (var caption = 0; caption < captions; caption++)
                {
                    var row = batch.Row(caption, reverse ? batch.Lengths[caption] - 1 - step : step);
                    Update(projections.From(placeOfRow[row]), gates.From(caption), before.From(caption), after.From(caption), states.From(row), panel);
                }
            }
            (before, after) = (after, before);
        }
    }

    public void Dispose()
    {
        _projections.Dispose();
        _gates.Dispose();
        _before.Dispose();
        _after.Dispose();
    }

    /// <summary>What one panel of the states before gives to each gate, one panel each.</summary>
    private void MultiplyGates(PanelMatrix before, int panel, PanelMatrix gates, int captions)
    {
        var weight = weights.Recurrent.Weight;
        if (captions == 1)
        {
            MatrixProduct<TKernel>.MultiplyRow(before, weight, panel, weight.PanelCount / Gates, Gates, weights.Recurrent.Bias, gates);
            return;
        }
        for (var gate = 0; gate < Gates; gate++)
        {
            var column = gate * (weight.PanelCount / Gates) + panel;
            MatrixProduct<TKernel>.MultiplyPanel<AsStored>(
                before.Row(0), before.PanelStride, before.Columns, weight.Panel(column), weights.Recurrent.Bias + column * Panels.Width, 0,
                gates.Panel(gate), captions);
        }
    }

    /// <summary>One panel of a caption's new state.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Update(PanelMatrix input, PanelMatrix gates, PanelMatrix before, PanelMatrix after, PanelMatrix state, int panel)
    {
        var panels = before.PanelCount;
        for (var lane = 0; lane < Panels.Width; lane += Lanes)
        {
            var reset = Exponential.Sigmoid(Load(input, panel, lane) + Load(gates, 0, lane));
            var update = Exponential.Sigmoid(Load(input, panels + panel, lane) + Load(gates, 1, lane));
            var candidate = Exponential.Tanh(Vector512.MultiplyAddEstimate(
                reset, Load(gates, 2, lane), Load(input, 2 * panels + panel, lane)));
            var next = Vector512.MultiplyAddEstimate(update, Load(before, panel, lane) - candidate, candidate);
            next.Store(after.Panel(panel) + lane);
            next.Store(state.Panel(panel) + lane);
        }
    }

    private static Vector512<float> Load(PanelMatrix row, int panel, int lane) => Vector512.Load(row.Panel(panel) + lane);
}
