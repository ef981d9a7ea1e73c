namespace Sgraf.Model.Bundles;

/// <summary>One tensor of a safetensors file, as its header describes it.</summary>
/// <param name="DType">How the values are stored.</param>
/// <param name="Shape">Lengths of its axes; empty for a scalar.</param>
/// <param name="Offset">Where its first byte lies, from the start of the file.</param>
/// <param name="ByteCount">Bytes it takes in the file.</param>
public sealed record SafetensorsEntry(SafetensorsType DType, IReadOnlyList<int> Shape, long Offset, long ByteCount)
{
    /// <summary>Values it holds: the product of the shape.</summary>
    public int Count => (int)(ByteCount / StoredValues.ByteCount(DType));
}
