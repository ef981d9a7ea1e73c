using System.Numerics.Tensors;
using System.Runtime.InteropServices;

namespace Sgraf.Api.Gallery;

/// <summary>One network's embeddings of a picture or caption as they are stored: the whole in single precision, its parts in half.</summary>
/// <remarks>
/// Half precision takes half the disk, the cache and the time to read, and is off by one part in 2,000. Measured, a score moves by less
/// than 0.003 in the reference networks, whose large weights exaggerate it, and by less than 0.0001 in new networks of the published size.
/// </remarks>
internal static class EmbeddingCodec
{
    private static readonly float LargestHalf = (float)Half.MaxValue;

    /// <param name="embeddings">(rows, D)</param>
    /// <param name="global">(D)</param>
    /// <exception cref="NotFiniteNumberException">A value is too large for half precision, or not a number.</exception>
    public static byte[] Encode(ReadOnlySpan<float> embeddings, ReadOnlySpan<float> global)
    {
        if (!(MathF.Abs(TensorPrimitives.MaxMagnitude(embeddings)) <= LargestHalf) || !TensorPrimitives.IsFiniteAll(global))
            throw new NotFiniteNumberException("An embedding is too large, or not a number; the model cannot make use of this input.");
        var wholeLength = global.Length * sizeof(float);
        var bytes = new byte[wholeLength + embeddings.Length * 2];
        MemoryMarshal.AsBytes(global).CopyTo(bytes);
        TensorPrimitives.ConvertToHalf(embeddings, MemoryMarshal.Cast<byte, Half>(bytes.AsSpan(wholeLength)));
        return bytes;
    }

    /// <param name="bytes">What <see cref="Encode"/> made.</param>
    /// <param name="embeddings">Room for (rows, D).</param>
    /// <param name="global">Room for (D).</param>
    public static void Decode(ReadOnlySpan<byte> bytes, Span<float> embeddings, Span<float> global)
    {
        var wholeLength = global.Length * sizeof(float);
        bytes[..wholeLength].CopyTo(MemoryMarshal.AsBytes(global));
        TensorPrimitives.ConvertToSingle(MemoryMarshal.Cast<byte, Half>(bytes[wholeLength..]), embeddings);
    }
}
