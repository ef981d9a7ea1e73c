namespace Sgraf.Model.Bundles;

/// <summary>One named array of a checkpoint, in row-major order.</summary>
/// <param name="Shape">Lengths of its axes; empty for a scalar.</param>
/// <param name="Values">
/// As many values as the product of the shape. Counters (<c>num_batches_tracked</c>) are whole numbers here too. Those of a mapped
/// file are copied when their span is taken for the first time; <see cref="View"/> reads them in the file.
/// </param>
public sealed record WeightTensor(IReadOnlyList<int> Shape, ReadOnlyMemory<float> Values)
{
    /// <summary>The values, ready to be read.</summary>
    public ReadOnlySpan<float> Span => Values.Span;

    /// <summary>The values without a copy, for large tensors that are read once.</summary>
    public TensorView View() => new(Values);
}
