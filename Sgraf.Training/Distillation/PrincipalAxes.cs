using TorchSharp;
using static TorchSharp.torch;

namespace Sgraf.Training.Distillation;

/// <summary>The directions in which global vectors reach farthest: what a shorter vector should keep of them.</summary>
/// <remarks>
/// Eigenvectors of the second moment of images and captions together, so that <c>P v · P t</c> is as near to <c>v · t</c> as a
/// projection of its size allows. All of them together turn the space and change no product: then the identity does.
/// </remarks>
internal static class PrincipalAxes
{
    private static readonly Scalar One = 1;

    /// <param name="blocks">The vectors.</param>
    /// <param name="size">K.</param>
    /// <returns>(K, G), in the current dispose scope.</returns>
    public static Tensor Of(IReadOnlyList<TeacherBlock> blocks, int size)
    {
        var globalSize = blocks[0].GlobalSize;
        if (size == globalSize) return eye(size);
        using var scope = NewDisposeScope();
        var moment = zeros(globalSize, globalSize, dtype: ScalarType.Float64);
        foreach (var block in blocks)
            foreach (var vectors in (float[][])[block.Images, block.Captions])
            {
                using var step = NewDisposeScope();
                var rows = tensor(vectors, [vectors.Length / globalSize, globalSize]).to(ScalarType.Float64);
                moment.add_(rows.t().mm(rows), One);
            }
        var (_, axes) = linalg.eigh(moment);                                    // (G, G), a column each, the least first
        return axes.narrow(1, globalSize - size, size).t().to(ScalarType.Float32).contiguous().MoveToOuterDisposeScope();
    }
}
