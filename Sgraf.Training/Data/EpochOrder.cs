namespace Sgraf.Training.Data;

/// <summary>The order in which an epoch goes through the captions: the same for the same seed, wherever it is taken up again.</summary>
internal static class EpochOrder
{
    /// <param name="count">How many captions there are.</param>
    /// <param name="seed">The run's seed.</param>
    /// <param name="epoch">The epoch, from 0.</param>
    public static int[] Of(int count, int seed, int epoch)
    {
        int[] order = [.. Enumerable.Range(0, count)];
        RandomOf(seed, epoch).Shuffle(order);
        return order;
    }

    /// <summary>Random numbers that depend on the run's seed and one more number alone.</summary>
    public static Random RandomOf(int seed, long number) =>
        new(unchecked((int)((ulong)seed * 0x9E3779B97F4A7C15 + (ulong)number * 0xBF58476D1CE4E5B9 >> 32)));
}
