using Sgraf.Training.Objective;

namespace Sgraf.Training.Optimization;

/// <summary>What a step found before it moved the weights.</summary>
/// <param name="Terms">The terms of the loss.</param>
/// <param name="GradientLength">Length of the gradient before it was clipped.</param>
public sealed record StepOutcome(IReadOnlyList<LossTerm> Terms, double GradientLength)
{
    /// <summary>The loss: the sum of its terms.</summary>
    public double Loss => Terms.Sum(term => term.Value);
}
