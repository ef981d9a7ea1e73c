using System.Diagnostics;

namespace Sgraf.Training.Measurement;

/// <summary>Medians of repeated measurements; machines are shared, and a mean keeps every disturbance.</summary>
internal static class Medians
{
    /// <summary>Seconds that an action takes, the median of so many rounds after one that does not count.</summary>
    public static double Seconds(int rounds, Action action)
    {
        action();
        return Of(Enumerable.Range(0, rounds).Select(_ => SecondsOnce(action)));
    }

    public static double SecondsOnce(Action action)
    {
        var start = Stopwatch.GetTimestamp();
        action();
        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    public static double Of(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return sorted[sorted.Length / 2];
    }
}
