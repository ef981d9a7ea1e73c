namespace Sgraf.Benchmarks.Load;

/// <summary>How a service answered.</summary>
/// <param name="Rate">Requests a second that were answered in the end.</param>
/// <param name="Refused">Requests that it was too busy for.</param>
/// <param name="Failed">Requests that failed otherwise.</param>
/// <param name="Milliseconds">The times of the others, in order.</param>
internal sealed record LoadReport(double Rate, int Refused, int Failed, IReadOnlyList<double> Milliseconds)
{
    public string ToString(IFormatProvider format) => string.Create(
        format,
        $"{Rate:0.0} requests/s, p50 {Percentile(0.50):0.0} ms, p90 {Percentile(0.90):0.0} ms, p99 {Percentile(0.99):0.0} ms, most {Percentile(1):0.0} ms, {Refused} refused, {Failed} failed");

    private double Percentile(double share) => Milliseconds.Count == 0 ? double.NaN : Milliseconds[Math.Max(0, (int)Math.Ceiling(share * Milliseconds.Count) - 1)];
}
