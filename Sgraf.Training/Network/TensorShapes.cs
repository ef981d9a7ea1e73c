using System.Runtime.CompilerServices;
using static TorchSharp.torch;

namespace Sgraf.Training.Network;

/// <summary>Checks of shapes at the seams.</summary>
internal static class TensorShapes
{
    extension(Tensor tensor)
    {
        /// <summary>Refuses a tensor of another shape; -1 stands for any length.</summary>
        /// <exception cref="ArgumentException">The shape is another.</exception>
        public void Expect(ReadOnlySpan<long> shape, [CallerArgumentExpression(nameof(tensor))] string name = "")
        {
            var found = tensor.shape;
            var fits = found.Length == shape.Length;
            for (var axis = 0; fits && axis < found.Length; axis++) fits = shape[axis] < 0 || shape[axis] == found[axis];
            if (!fits)
                throw new ArgumentException($"{name} has shape ({string.Join(", ", found)}), expected ({string.Join(", ", shape.ToArray())}).", name);
        }
    }
}
