using Sgraf.Training.Network;
using Sgraf.Training.Objective;
using static TorchSharp.torch;

namespace Sgraf.Training.Optimization;

/// <summary>One step: encode, differentiate the objective, hand the gradient on to the encoders, clip, move.</summary>
/// <param name="network">What is trained.</param>
/// <param name="objective">What is made smaller.</param>
/// <param name="adam">How the weights move.</param>
/// <param name="clipping">Longest gradient; 2 in the official code.</param>
internal sealed class TrainingStep(SgrafNetwork network, IObjective objective, Adam adam, double clipping)
{
    /// <param name="features">Detector features of B images, (B, R, F).</param>
    /// <param name="captions">Their captions, longest first.</param>
    /// <param name="images">Which image each place shows.</param>
    /// <param name="learningRate">How far the weights move.</param>
    /// <exception cref="NonFiniteLossException">The loss or the gradient is no number; the weights stay as they were.</exception>
    public StepOutcome Run(Tensor features, CaptionBatch captions, IReadOnlyList<int> images, double learningRate)
    {
        using var scope = NewDisposeScope();
        adam.ClearGradients();
        var batch = network.EncodeCut(features, captions);
        var terms = objective.Differentiate(batch.Leaves, images);
        if (terms.Any(term => !double.IsFinite(term.Value))) throw new NonFiniteLossException(adam.StepCount + 1, terms, null);
        batch.Backward();
        var length = adam.ClipGradients(clipping);
        if (!double.IsFinite(length)) throw new NonFiniteLossException(adam.StepCount + 1, terms, length);
        adam.Step(learningRate);
        return new StepOutcome(terms, length);
    }
}
