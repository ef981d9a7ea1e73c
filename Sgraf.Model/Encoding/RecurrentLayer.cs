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
    private const int Lanes = 16;

    private readonly PanelBuffer _projections = new(weights.Input.Outputs);
    private readonly PanelBuffer _gates = new(weights.Recurrent.Outputs);
    private readonly PanelBuffer _hidden = new(weights.Recurrent.Inputs);

    /// <param name="inputs">What the layer reads, (inputs, input size).</param>
    /// <param name="inputCount">How many inputs there are.</param>
    /// <param name="inputOfWord">Which input each word is; words that are the same share one.</param>
    /// <param name="starts">The first word of each caption, longest caption first, and the end of the last.</param>
    /// <param name="states">Where the state after each word goes, (words, D).</param>
    public void Run(PanelMatrix inputs, int inputCount, ReadOnlySpan<int> inputOfWord, ReadOnlySpan<int> starts, PanelMatrix states)
    {
        var projections = _projections.Take(inputCount);
        MatrixProduct<TKernel>.Multiply(inputs, weights.Input.Weight, weights.Input.Bias, projections, inputCount);
        var captions = starts.Length - 1;
        var hidden = _hidden.Take(captions);
        var gates = _gates.Take(captions);
        for (var caption = 0; caption < captions; caption++)
            RowMath.Clear(hidden, caption);

        for (var step = 0; step < starts[1] - starts[0]; step++)
        {
            while (starts[captions] - starts[captions - 1] <= step)
                captions--;
            // The first state is zero: of the product only the bias remains.
            var before = step == 0 ? hidden.Leading(0) : hidden;
            MatrixProduct<TKernel>.Multiply(before, weights.Recurrent.Weight, weights.Recurrent.Bias, gates, captions);
            for (var panel = 0; panel < hidden.PanelCount; panel++)
            {
                for (var caption = 0; caption < captions; caption++)
                {
                    var word = reverse ? starts[caption + 1] - 1 - step : starts[caption] + step;
                    Step(projections.From(inputOfWord[word]), gates.From(caption), hidden.From(caption), states.From(word), panel);
                }
            }
        }
    }

    public void Dispose()
    {
        _projections.Dispose();
        _gates.Dispose();
        _hidden.Dispose();
    }

    /// <summary>One panel of a caption's gates at one word, and of its new state.</summary>
    /// <remarks>Panels are the outer loop: a word's projection lies in as many places as there are panels, far apart.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Step(PanelMatrix input, PanelMatrix gates, PanelMatrix hidden, PanelMatrix state, int panel)
    {
        var panels = hidden.PanelCount;
        for (var lane = 0; lane < Panels.Width; lane += Lanes)
        {
            var reset = Exponential.Sigmoid(Load(input, panel, lane) + Load(gates, panel, lane));
            var update = Exponential.Sigmoid(Load(input, panels + panel, lane) + Load(gates, panels + panel, lane));
            var candidate = Exponential.Tanh(Vector512.MultiplyAddEstimate(
                reset, Load(gates, 2 * panels + panel, lane), Load(input, 2 * panels + panel, lane)));
            var after = Vector512.MultiplyAddEstimate(update, Load(hidden, panel, lane) - candidate, candidate);
            after.Store(hidden.Panel(panel) + lane);
            after.Store(state.Panel(panel) + lane);
        }
    }

    private static Vector512<float> Load(PanelMatrix row, int panel, int lane) => Vector512.Load(row.Panel(panel) + lane);
}
