using Xunit.Sdk;

namespace Sgraf.Tests;

/// <summary>Compares arrays of numbers.</summary>
internal static class Close
{
    /// <summary>Fails unless every value is within the tolerance of the expected one, naming the place that is farthest off.</summary>
    public static void Assert(ReadOnlySpan<float> expected, ReadOnlySpan<float> actual, double tolerance, string what)
    {
        if (expected.Length != actual.Length)
            throw new XunitException($"{what}: expected {expected.Length} values, found {actual.Length}.");
        var (worst, place) = (0.0, 0);
        for (var i = 0; i < expected.Length; i++)
        {
            var difference = Math.Abs((double)expected[i] - actual[i]);
            if (double.IsNaN(difference)) difference = double.PositiveInfinity;
            if (difference > worst) (worst, place) = (difference, i);
        }
        if (worst > tolerance)
            throw new XunitException(
                $"{what}: expected {expected[place]:R} at {place}, found {actual[place]:R}; off by {worst:E2}, allowed {tolerance:E2}.");
    }
}
