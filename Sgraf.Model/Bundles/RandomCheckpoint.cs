namespace Sgraf.Model.Bundles;

/// <summary>A network that has learnt nothing: every tensor at its published name and shape, with values as before training.</summary>
/// <remarks>It makes speed measurable without a trained model; its scores mean nothing.</remarks>
public static class RandomCheckpoint
{
    /// <summary>Draws a network; the same sizes, module and seed give the same values on every machine.</summary>
    /// <param name="config">The network's sizes.</param>
    /// <param name="module">SGR, SAF or <see cref="SimilarityModules.Dual"/>.</param>
    /// <param name="seed">Start of the random numbers.</param>
    public static Checkpoint Create(ModelConfig config, SimilarityModule module, int seed)
    {
        var random = new Random(seed);
        return new Checkpoint(new CheckpointSchema(config, module).Shapes.ToDictionary(
            tensor => tensor.Key, tensor => new WeightTensor(tensor.Value, Draw(tensor.Key, tensor.Value, random))));
    }

    /// <summary>Xavier-uniform matrices, biases of zero, batch norms that change nothing.</summary>
    private static float[] Draw(string name, IReadOnlyList<int> shape, Random random)
    {
        var values = new float[shape.Aggregate(1, (product, length) => product * length)];
        if (shape.Count == 2)
        {
            var radius = MathF.Sqrt(6f / (shape[0] + shape[1]));
            for (var i = 0; i < values.Length; i++) values[i] = radius * (2 * random.NextSingle() - 1);
        }
        else if (name.EndsWith(".running_var", StringComparison.Ordinal) || name.EndsWith(".weight", StringComparison.Ordinal))
        {
            Array.Fill(values, 1);
        }
        return values;
    }
}
