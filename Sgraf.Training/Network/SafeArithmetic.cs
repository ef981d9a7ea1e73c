using TorchSharp;
using static TorchSharp.torch;

namespace Sgraf.Training.Network;

/// <summary>Operations whose forms in TorchSharp make a temporary scalar, without one.</summary>
/// <remarks>
/// TorchSharp's <c>add</c>, <c>square</c>, <c>linalg.vector_norm</c>, the operators with numbers and many more wrap a number in an
/// object that may be finalised, and its memory freed, while native code still reads it: under load a training dies after some
/// hundred steps. Here all scalars are held for good. A test finds every call that is not safe.
/// </remarks>
internal static class SafeArithmetic
{
    private static readonly Scalar One = 1;
    private static readonly Scalar Two = 2;

    extension(Tensor tensor)
    {
        /// <summary>The sum of two tensors.</summary>
        public Tensor Plus(Tensor other) => tensor.add(other, One);

        /// <summary>A number added to each value; the scalar must be held while the call lasts.</summary>
        public Tensor Plus(Scalar held) => tensor.add(held, One);

        /// <summary>The same, in place.</summary>
        public Tensor PlusInPlace(Scalar held) => tensor.add_(held, One);

        /// <summary>Each value times itself.</summary>
        public Tensor Squared() => tensor.pow(Two);

        /// <summary>Lengths of the vectors along an axis, which stays with length one.</summary>
        public Tensor Lengths(int axis) => tensor.norm(axis, keepdim: true);
    }
}
