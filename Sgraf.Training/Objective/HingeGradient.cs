using Sgraf.Model.Bundles;
using static TorchSharp.torch;

namespace Sgraf.Training.Objective;

/// <summary>The hinge loss of scores that carry no gradient, and how much it grows with each of them.</summary>
internal static class HingeGradient
{
    extension(HingeLoss hinge)
    {
        /// <summary>The loss and its slopes, most of which are zero where only the hardest negatives count.</summary>
        /// <param name="scores">(B, B)</param>
        /// <returns>The loss, and its derivative by each score, (B, B), in the current dispose scope.</returns>
        public (double Loss, Tensor Slopes) Differentiate(Tensor scores)
        {
            using var scope = NewDisposeScope();
            var leaf = scores.detach().requires_grad_();
            var loss = hinge.Of(leaf);
            loss.backward();
            return (loss.item<float>(), leaf.grad!.MoveToOuterDisposeScope());
        }
    }

    /// <summary>The name of a module's loss in messages and logs.</summary>
    public static string TermName(this SimilarityModule module) => module == SimilarityModule.Sgr ? "sgr" : "saf";
}
