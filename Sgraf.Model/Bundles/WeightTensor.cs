namespace Sgraf.Model.Bundles;

/// <summary>One named array of a checkpoint, in row-major order.</summary>
/// <param name="Shape">Lengths of its axes; empty for a scalar.</param>
/// <param name="Values">As many values as the product of the shape. Counters (<c>num_batches_tracked</c>) are whole numbers here too.</param>
public sealed record WeightTensor(IReadOnlyList<int> Shape, ReadOnlyMemory<float> Values)
{
    /// <summary>The values, ready to be read.</summary>
    public ReadOnlySpan<float> Span => Values.Span;
}
