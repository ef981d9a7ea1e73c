using Sgraf.Training.Network;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Sgraf.Training.Distillation;

/// <summary>How far the student's ranking of a block is from the teacher's, both ways.</summary>
/// <remarks>
/// Hinton et al., 2015, "Distilling the Knowledge in a Neural Network", over items instead of classes: the cross-entropy of softmaxes,
/// once over the captions of each image and once over the images of each caption.
/// </remarks>
/// <param name="overCaptions">What logits are multiplied by where captions are ranked.</param>
/// <param name="overImages">And where images are.</param>
internal sealed class SoftRanking(float overCaptions, float overImages) : IDisposable
{
    private readonly TorchSharp.Scalar _overCaptions = overCaptions, _overImages = overImages;

    /// <param name="student">(B, C)</param>
    /// <param name="teacher">(B, C)</param>
    public Tensor Of(Tensor student, Tensor teacher)
    {
        using var scope = NewDisposeScope();
        var captions = CrossEntropy(student.mul(_overCaptions), teacher.mul(_overCaptions), axis: 1);
        var images = CrossEntropy(student.mul(_overImages), teacher.mul(_overImages), axis: 0);
        return captions.Plus(images).MoveToOuterDisposeScope();
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _overCaptions.Dispose();
        _overImages.Dispose();
    }

    private static Tensor CrossEntropy(Tensor student, Tensor teacher, int axis) =>
        functional.softmax(teacher, axis).mul(functional.log_softmax(student, axis)).sum(axis).mean().neg();
}
