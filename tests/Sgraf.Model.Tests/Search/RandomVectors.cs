namespace Sgraf.Model.Tests.Search;

/// <summary>Vectors to search in, made from a seed.</summary>
internal static class RandomVectors
{
    /// <summary>Normally distributed values: vectors without any neighbours to speak of, the hardest to rank.</summary>
    public static float[] Plain(int count, int size, int seed)
    {
        var random = new Random(seed);
        var values = new float[count * size];
        foreach (ref var value in values.AsSpan()) value = Normal(random);
        return values;
    }

    /// <summary>Vectors around a few centres, of different lengths.</summary>
    public static float[] Clustered(int count, int size, int seed)
    {
        var random = new Random(seed);
        var centres = Plain(20, size, seed + 1);
        var values = new float[count * size];
        for (var row = 0; row < count; row++)
        {
            var (centre, length) = (random.Next(20), 0.5f + random.NextSingle());
            for (var i = 0; i < size; i++)
                values[row * size + i] = length * (centres[centre * size + i] + 0.3f * Normal(random));
        }
        return values;
    }

    /// <summary>The best few by double precision, of equal products the first first.</summary>
    public static int[] Best(float[] vectors, ReadOnlySpan<float> query, int count)
    {
        var size = query.Length;
        var products = new double[vectors.Length / size];
        for (var row = 0; row < products.Length; row++)
            for (var i = 0; i < size; i++)
                products[row] += (double)vectors[row * size + i] * query[i];
        return [.. Enumerable.Range(0, products.Length).OrderByDescending(row => products[row]).Take(count)];
    }

    private static float Normal(Random random) =>
        (float)(Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble()));
}
