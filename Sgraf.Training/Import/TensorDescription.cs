using Sgraf.Model.Bundles;

namespace Sgraf.Training.Import;

/// <summary>One tensor of a file.</summary>
/// <param name="File">The file's name, without folders.</param>
/// <param name="Name">The tensor's name.</param>
/// <param name="DType">How its values are stored.</param>
/// <param name="Shape">Lengths of its axes; empty for a scalar.</param>
internal sealed record TensorDescription(string File, string Name, SafetensorsType DType, IReadOnlyList<int> Shape)
{
    /// <summary>Values it holds.</summary>
    public long Count => Shape.Aggregate(1L, (product, length) => product * length);

    /// <summary>Whether it is counted while training runs rather than learned.</summary>
    public bool IsStatistic => CheckpointSchema.IsCounter(Name)
        || Name.EndsWith(".running_mean", StringComparison.Ordinal) || Name.EndsWith(".running_var", StringComparison.Ordinal);
}
