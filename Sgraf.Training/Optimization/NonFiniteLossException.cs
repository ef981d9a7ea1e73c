using System.Globalization;
using Sgraf.Training.Objective;

namespace Sgraf.Training.Optimization;

/// <summary>A loss or a gradient that is no number: training on would destroy the weights.</summary>
public sealed class NonFiniteLossException : Exception
{
    /// <param name="step">The step, from 1.</param>
    /// <param name="terms">Each term of the loss.</param>
    /// <param name="gradientLength">Length of the gradient; null where it was not computed.</param>
    public NonFiniteLossException(long step, IReadOnlyList<LossTerm> terms, double? gradientLength)
        : base($"step {step}: the loss is {Describe(terms)}{Describe(gradientLength)}; nothing saved is lost. Start again from the last "
            + "checkpoint with a lower --learning-rate or --clip, and check the features for values that are not finite.") { }

    private static string Describe(IReadOnlyList<LossTerm> terms) =>
        string.Join(", ", terms.Select(term => string.Create(CultureInfo.InvariantCulture, $"{term.Name} {term.Value:G6}")));

    private static string Describe(double? length) =>
        length is { } value ? string.Create(CultureInfo.InvariantCulture, $" and the gradient's length {value:G6}") : "";
}
