using System.Runtime.Intrinsics;
using Sgraf.Model.Matrices;

namespace Sgraf.Training.Gradients;

/// <summary>The backward pass of one linear layer, one panel of its inputs at a time.</summary>
/// <remarks>Rows times inputs times outputs, twice two operations.</remarks>
internal sealed unsafe class LayerBackward<TKernel>(LayerRows weight) : IDisposable
    where TKernel : struct, IMatrixKernel
{
    private const int Lanes = 16;

    private readonly ZeroPanel _zeros = new();

    /// <summary>Adds to the gradient of the bias.</summary>
    /// <param name="outputs">The gradient of the outputs, (rows, outputs).</param>
    /// <param name="rows">Rows.</param>
    /// <param name="bias">What is added to, (1, outputs).</param>
    public static void AddBias(PanelMatrix outputs, int rows, GradientBuffer bias)
    {
        for (var panel = 0; panel < outputs.PanelCount; panel++)
        {
            float* target = bias.Matrix.Panel(panel), segment = outputs.Panel(panel);
            var (low, high) = (Vector512.Load(target), Vector512.Load(target + Lanes));
            for (var row = 0; row < rows; row++, segment += Panels.Width)
                (low, high) = (low + Vector512.Load(segment), high + Vector512.Load(segment + Lanes));
            low.Store(target);
            high.Store(target + Lanes);
        }
    }

    /// <summary>Adds <c>outputsᵀ inputs</c> to one panel of the gradient of the weight.</summary>
    /// <param name="outputs">The gradient of the outputs, (rows, outputs).</param>
    /// <param name="inputs">One panel of the inputs, (rows, 32).</param>
    /// <param name="panel">Which panel.</param>
    /// <param name="rows">Rows.</param>
    /// <param name="weight">What is added to, (outputs, inputs).</param>
    public static void AddWeight(PanelMatrix outputs, float* inputs, int panel, int rows, GradientBuffer weight)
    {
        var target = weight.Matrix.Panel(panel);
        for (var first = 0; first < outputs.Columns; first += Panels.Width, target += Panels.Width * Panels.Width)
        {
            MatrixProduct<TKernel>.MultiplyPanel<Transposed>(
                outputs.At(0, first), Panels.Width * Panels.Width, rows, inputs, target, Panels.Width, target,
                Math.Min(Panels.Width, outputs.Columns - first));
        }
    }

    /// <summary>The gradient of one panel of the inputs, (rows, 32).</summary>
    public void ToInputs(PanelMatrix outputs, int panel, int rows, float* inputs) => MatrixProduct<TKernel>.MultiplyPanel<AsStored>(
        outputs.Row(0), outputs.PanelStride, outputs.Columns, weight.Matrix.Panel(panel), _zeros.Pointer, 0, inputs, rows);

    /// <inheritdoc />
    public void Dispose() => _zeros.Dispose();
}
