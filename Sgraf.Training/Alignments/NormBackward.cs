using System.Numerics.Tensors;
using Sgraf.Model.Matrices;

namespace Sgraf.Training.Alignments;

/// <summary>The backward pass of <c>s = y / (|y| + 1e-8)</c> for the similarity vectors of nodes.</summary>
internal static unsafe class NormBackward
{
    /// <summary><c>y' = s' / (|y| + 1e-8) - s (s · s') / |y|</c>, where a prime is a gradient.</summary>
    /// <param name="node">s, (S).</param>
    /// <param name="gradient">s', (S).</param>
    /// <param name="length">|y|; of a vector of zeros the gradient is zero but for the first term.</param>
    /// <param name="target">Where y' goes, (rows, S); the rest of its last panel becomes zero.</param>
    /// <param name="row">Which row.</param>
    public static void ToSimilarity(ReadOnlySpan<float> node, ReadOnlySpan<float> gradient, float length, PanelMatrix target, int row)
    {
        var scale = 1 / (length + RowMath.Epsilon);
        var share = length > 0 ? -TensorPrimitives.Dot(node, gradient) / length : 0;
        for (var panel = 0; panel < target.PanelCount; panel++)
        {
            var first = panel * Panels.Width;
            var width = Math.Min(Panels.Width, node.Length - first);
            var segment = new Span<float>(target.Panel(panel) + row * Panels.Width, Panels.Width);
            TensorPrimitives.Multiply(gradient.Slice(first, width), scale, segment);
            TensorPrimitives.MultiplyAdd(node.Slice(first, width), share, segment[..width], segment);
            segment[width..].Clear();
        }
    }
}
