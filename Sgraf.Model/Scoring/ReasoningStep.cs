using System.Numerics.Tensors;
using Sgraf.Model.Bundles;
using Sgraf.Model.Matrices;

namespace Sgraf.Model.Scoring;

/// <summary>The weights of one reasoning step, its query and key merged.</summary>
/// <remarks>
/// <c>(W_q x + b_q) · (W_k y + b_k) = (W_kᵀ W_q x + W_kᵀ b_q) · y</c> + terms that are the same for every y, which the softmax
/// over y cancels. So one product makes the query, and the nodes are their own keys.
/// </remarks>
internal sealed class ReasoningStep : IDisposable
{
    public ReasoningStep(Checkpoint checkpoint, int step)
    {
        var name = $"sim_enc.SGR_module.{step}.";
        var query = checkpoint[name + "graph_query_w.weight"].Span;   // (S, S), rows are outputs
        var key = checkpoint[name + "graph_key_w.weight"].Span;       // (S, S)
        var bias = checkpoint[name + "graph_query_w.bias"].Span;      // (S)
        Query = new PackedLinear(TransposedProduct(key, query, bias.Length), TransposedProduct(key, bias, bias.Length), bias.Length, bias.Length);
        Output = new PackedLinear(checkpoint, name + "sim_graph_w");
    }

    /// <summary>W_kᵀ W_q and W_kᵀ b_q.</summary>
    public PackedLinear Query { get; }

    /// <summary>W_r and its bias.</summary>
    public PackedLinear Output { get; }

    public void Dispose()
    {
        Query.Dispose();
        Output.Dispose();
    }

    /// <summary>leftᵀ right in double precision, where left is (size, size) and right (size, columns).</summary>
    private static float[] TransposedProduct(ReadOnlySpan<float> left, ReadOnlySpan<float> right, int size)
    {
        var columns = right.Length / size;
        var rows = new double[right.Length];
        TensorPrimitives.ConvertTruncating(right, rows);
        var product = new float[right.Length];
        var sums = new double[columns];
        for (var row = 0; row < size; row++)
        {
            Array.Clear(sums);
            for (var step = 0; step < size; step++)
                TensorPrimitives.MultiplyAdd(rows.AsSpan(step * columns, columns), left[step * size + row], sums, sums);
            TensorPrimitives.ConvertTruncating<double, float>(sums, product.AsSpan(row * columns, columns));
        }
        return product;
    }
}
