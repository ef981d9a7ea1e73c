using System.Numerics.Tensors;

namespace Sgraf.Training.Distillation;

/// <summary>By what logits are multiplied before a softmax, so that its weight lies on as many items as a search shows.</summary>
/// <remarks>
/// Scores of one model lie in (0.1, 0.9), those of another within a hundredth of each other: their softmax would be a peak here and
/// flat there. So the factor is chosen by the result, as in t-SNE: the geometric mean of the perplexity over queries is a given one.
/// </remarks>
internal static class Sharpness
{
    private const double Lowest = 1e-3, Highest = 1e6;
    private const int Halvings = 40;

    /// <param name="rows">The logits of a query each.</param>
    /// <param name="perplexity">How many items are to share the weight; at most half of them do.</param>
    public static float Find(IReadOnlyList<float[]> rows, double perplexity)
    {
        var wanted = Math.Log(Math.Min(perplexity, rows.Min(row => row.Length) / 2.0));
        var (low, high) = (Math.Log(Lowest), Math.Log(Highest));
        for (var halving = 0; halving < Halvings; halving++)
        {
            var middle = (low + high) / 2;
            if (MeanEntropy(rows, (float)Math.Exp(middle)) > wanted) low = middle;
            else high = middle;
        }
        return (float)Math.Exp((low + high) / 2);
    }

    /// <summary>Added up in order: the last bits of a parallel sum would differ from run to run.</summary>
    private static double MeanEntropy(IReadOnlyList<float[]> rows, float factor) =>
        rows.AsParallel().AsOrdered().Select(row => Entropy(row, factor)).ToArray().Average();

    /// <summary>Of the softmax p of x: <c>log Σ exp(x) - Σ p x</c>, which no vanishing p can spoil.</summary>
    private static double Entropy(float[] row, float factor)
    {
        var logits = new float[row.Length];
        TensorPrimitives.Subtract(row, TensorPrimitives.Max<float>(row), logits);
        TensorPrimitives.Multiply(logits, factor, logits);
        var weights = new float[row.Length];
        TensorPrimitives.Exp(logits, weights);
        double sum = TensorPrimitives.Sum<float>(weights);
        return Math.Log(sum) - TensorPrimitives.Dot<float>(weights, logits) / sum;
    }
}
