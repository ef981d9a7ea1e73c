using TorchSharp;
using static TorchSharp.torch;

namespace Sgraf.Training.Network;

/// <summary>The norm that the whole network uses.</summary>
internal static class UnitVectors
{
    // Scalars are held for good: a temporary one may be freed while native code reads it.
    private static readonly Scalar Epsilon = 1e-8;

    extension(Tensor vectors)
    {
        /// <summary>Every vector along an axis, divided by its length plus 1e-8.</summary>
        /// <remarks>
        /// The epsilon is added to the length, as in the official code. Differs: the gradient of a vector of zeros is zero, where
        /// the official form has NaN.
        /// </remarks>
        public Tensor ToUnitLength(long dim = -1)
        {
            using var scope = NewDisposeScope();
            var lengths = linalg.vector_norm(vectors, 2, [dim], keepdim: true).add(Epsilon);
            return vectors.div(lengths).MoveToOuterDisposeScope();
        }
    }
}
