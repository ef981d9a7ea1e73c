using TorchSharp;
using static TorchSharp.torch;

namespace Sgraf.Training.Network;

/// <summary>The norm that the whole network uses.</summary>
internal static class UnitVectors
{
    private static readonly Scalar Epsilon = 1e-8;

    extension(Tensor vectors)
    {
        /// <summary>Every vector along an axis, divided by its length plus 1e-8.</summary>
        /// <remarks>
        /// The epsilon is added to the length, as in the official code. Differs: the gradient of a vector of zeros is zero, where
        /// the official form has NaN.
        /// </remarks>
        public Tensor ToUnitLength(int axis = -1)
        {
            using var scope = NewDisposeScope();
            var lengths = vectors.Lengths(axis).Plus(Epsilon);
            return vectors.div(lengths).MoveToOuterDisposeScope();
        }
    }
}
