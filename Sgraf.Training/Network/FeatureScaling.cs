using Sgraf.Model.Bundles;

namespace Sgraf.Training.Network;

/// <summary>The mean and the deviation of each value of a detector's features.</summary>
/// <remarks>
/// Training on standardised features is faster where a detector's values differ much in size. A trained network needs no such
/// step: <c>W (v - m) / d + b = (W / d) v + (b - W m / d)</c>, so both are folded into the first layer when weights are stored.
/// </remarks>
/// <param name="Means">(F)</param>
/// <param name="Deviations">(F), none of them zero.</param>
internal sealed record FeatureScaling(float[] Means, float[] Deviations)
{
    private const string Weight = "img_enc.fc.weight";
    private const string Bias = "img_enc.fc.bias";

    /// <summary>The weights for raw features.</summary>
    public Checkpoint Fold(Checkpoint checkpoint) => Change(checkpoint, (row, bias) =>
    {
        for (var value = 0; value < row.Length; value++) row[value] /= Deviations[value];
        return (float)(bias - Dot(row, Means));
    });

    /// <summary>The weights for standardised features that do the same as those for raw ones.</summary>
    public Checkpoint Unfold(Checkpoint checkpoint) => Change(checkpoint, (row, bias) =>
    {
        var shift = Dot(row, Means);
        for (var value = 0; value < row.Length; value++) row[value] *= Deviations[value];
        return (float)(bias + shift);
    });

    /// <param name="checkpoint">The weights.</param>
    /// <param name="change">Changes a row of the first layer in place and gives its new bias.</param>
    private static Checkpoint Change(Checkpoint checkpoint, Func<float[], float, float> change)
    {
        var (weight, bias) = (checkpoint[Weight], checkpoint[Bias]);
        float[][] rows = [.. weight.Values.ToArray().Chunk(weight.Shape[1])];
        var biases = bias.Values.ToArray();
        for (var row = 0; row < rows.Length; row++) biases[row] = change(rows[row], biases[row]);
        return new Checkpoint(new Dictionary<string, WeightTensor>(checkpoint.Tensors, StringComparer.Ordinal)
        {
            [Weight] = weight with { Values = rows.SelectMany(row => row).ToArray() },
            [Bias] = bias with { Values = biases },
        });
    }

    private static double Dot(float[] row, float[] means)
    {
        var sum = 0.0;
        for (var value = 0; value < row.Length; value++) sum += (double)row[value] * means[value];
        return sum;
    }
}
