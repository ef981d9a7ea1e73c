using System.Runtime.Intrinsics;
using Sgraf.Model.Matrices;

namespace Sgraf.Model.Encoding;

/// <summary>Pools regions or words into one vector by self-attention, with working memory for one thread.</summary>
/// <remarks><c>l2(Σ a_i x_i)</c>, <c>a = softmax(w · (tanh(W_l x_i) * tanh(W_g mean(x))))</c>; images have batch norms before the tanh.</remarks>
internal sealed unsafe class AttentionPooling<TKernel>(PoolingWeights weights) : IDisposable
    where TKernel : struct, IMatrixKernel
{
    private const int Lanes = 16;

    private readonly PanelBuffer _locals = new(weights.Local.Outputs);
    private readonly PanelBuffer _means = new(weights.Global.Inputs);
    private readonly PanelBuffer _globals = new(weights.Global.Outputs);
    private readonly PanelBuffer _pooled = new(weights.Local.Inputs);
    private readonly PanelBuffer _sums = new(Panels.Width);
    private readonly AlignedBuffer _attention = new();

    /// <param name="rows">The rows of all items, one item after the other, (rows, D).</param>
    /// <param name="starts">The first row of each item, and the end of the last.</param>
    /// <param name="sideBySide">Whether the layers run on two threads: only where processors would be idle.</param>
    /// <returns>(items, D); valid until the next call.</returns>
    public PanelMatrix Pool(PanelMatrix rows, ReadOnlySpan<int> starts, bool sideBySide = false)
    {
        var items = starts.Length - 1;
        var means = _means.Take(items);
        for (var item = 0; item < items; item++)
            Average(rows, starts[item], starts[item + 1], means, item);
        var (locals, globals, rowCount) = (_locals.Take(starts[items]), _globals.Take(items), starts[items]);
        void Multiply(int half, int halves)
        {
            MultiplyPart(rows, weights.Local, locals, rowCount, half, halves);
            MultiplyPart(means, weights.Global, globals, items, half, halves);
        }

        if (sideBySide)
            Parallel.For(0, 2, half => Multiply(half, 2));
        else
            Multiply(0, 1);
        var pooled = _pooled.Take(items);
        for (var item = 0; item < items; item++)
            Pool(rows, locals, starts[item], starts[item + 1], globals, pooled, item);
        return pooled;
    }

    public void Dispose()
    {
        _locals.Dispose();
        _means.Dispose();
        _globals.Dispose();
        _pooled.Dispose();
        _sums.Dispose();
        _attention.Dispose();
    }

    /// <summary>One part of a layer's panels.</summary>
    private static void MultiplyPart(PanelMatrix inputs, PackedLinear layer, PanelMatrix outputs, int rows, int part, int parts)
    {
        var (first, end) = (outputs.PanelCount * part / parts, outputs.PanelCount * (part + 1) / parts);
        var columns = Math.Min(layer.Outputs, end * Panels.Width) - first * Panels.Width;
        if (columns > 0)
            MatrixProduct<TKernel>.Multiply(
                inputs, layer.Weight.Part(first, columns), layer.Bias + first * Panels.Width, outputs.Part(first, columns), rows);
    }

    private void Pool(PanelMatrix rows, PanelMatrix locals, int start, int end, PanelMatrix globals, PanelMatrix pooled, int item)
    {
        Gate(globals, item);
        // One row in panels: its values lie one after the other.
        var attention = new PanelMatrix(_attention.Reserve(Panels.Size(1, end - start)), 1, end - start);
        var shares = new Span<float>(attention.Row(0), end - start);
        Attend(locals.From(start), globals, item, shares);
        RowMath.Softmax(attention, 1);
        RowMath.AddUp(rows.From(start), shares, pooled, item);
        RowMath.Normalize(pooled, item, pooled, item);
    }

    /// <summary>What a row's tanh is multiplied with: the tanh of the item's global layer times the last layer's weight.</summary>
    private void Gate(PanelMatrix globals, int item)
    {
        for (var panel = 0; panel < globals.PanelCount; panel++)
        {
            var value = globals.Panel(panel) + item * Panels.Width;
            var common = weights.Common.Panel(panel);
            for (var lane = 0; lane < Panels.Width; lane += Lanes)
                (Exponential.Tanh(Vector512.Load(value + lane)) * Vector512.Load(common + lane)).Store(value + lane);
        }
    }

    /// <summary>The logit of each row of an item.</summary>
    private void Attend(PanelMatrix locals, PanelMatrix gates, int item, Span<float> logits)
    {
        var sums = _sums.Take(logits.Length);
        for (var row = 0; row < logits.Length; row++)
            RowMath.Clear(sums, row);
        for (var panel = 0; panel < locals.PanelCount; panel++)
        {
            var gate = gates.Panel(panel) + item * Panels.Width;
            for (var row = 0; row < logits.Length; row++)
                AddLogit(locals.Panel(panel) + row * Panels.Width, gate, row, sums.Row(row));
        }
        for (var row = 0; row < logits.Length; row++)
            logits[row] = Vector512.Sum(Vector512.Load(sums.Row(row)) + Vector512.Load(sums.Row(row) + Lanes));
    }

    /// <summary>Adds one panel's part of a row's logit.</summary>
    private void AddLogit(float* local, float* gate, int rank, float* sum)
    {
        var gain = Vector512.Create(weights.LocalGains.Length > 0 ? weights.LocalGains[rank] : 1);
        var shift = Vector512.Create(weights.LocalShifts.Length > 0 ? weights.LocalShifts[rank] : 0);
        for (var lane = 0; lane < Panels.Width; lane += Lanes)
        {
            var value = Exponential.Tanh(Vector512.MultiplyAddEstimate(Vector512.Load(local + lane), gain, shift));
            Vector512.MultiplyAddEstimate(value, Vector512.Load(gate + lane), Vector512.Load(sum + lane)).Store(sum + lane);
        }
    }

    private void Average(PanelMatrix rows, int start, int end, PanelMatrix means, int item)
    {
        var shares = new Span<float>(_attention.Reserve(end - start), end - start);
        shares.Fill(1f / shares.Length);
        RowMath.AddUp(rows.From(start), shares, means, item);
    }
}
