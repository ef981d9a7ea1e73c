namespace Sgraf.Training.Terminal;

/// <summary>Progress for logs: a plain line now and then, and one at the end.</summary>
/// <param name="output">Where the lines go.</param>
/// <param name="title">What is being done, for example <c>Scoring</c>.</param>
/// <param name="total">Units of the whole work.</param>
/// <param name="unit">What is counted, in the plural.</param>
/// <param name="clock">Measures the rate.</param>
internal sealed class ProgressLines(TextWriter output, string title, long total, string unit, TimeProvider clock)
{
    /// <summary>The pause between two lines: sparse enough for a log of hours.</summary>
    internal static readonly TimeSpan Pause = TimeSpan.FromSeconds(10);

    private readonly long _start = clock.GetTimestamp();
    private TimeSpan _lastLine;
    private long _done;

    /// <summary>Counts units that are done, and writes a line when the last one is old enough.</summary>
    public void Advance(long units)
    {
        _done += units;
        var elapsed = clock.GetElapsedTime(_start);
        if (_done == 0 || _done == total || elapsed - _lastLine < Pause) return;
        _lastLine = elapsed;
        var remaining = elapsed * ((double)(total - _done) / _done);
        output.WriteLine($"{title}: {_done:N0} of {total:N0} {unit} ({100 * _done / total} %), {Rate(elapsed)}, {Clock(remaining)} left");
    }

    /// <summary>Writes the last line.</summary>
    public void Finish()
    {
        var elapsed = clock.GetElapsedTime(_start);
        output.WriteLine($"{title}: {_done:N0} {unit} in {Clock(elapsed)}, {Rate(elapsed)}");
    }

    private string Rate(TimeSpan elapsed) => $"{_done / Math.Max(elapsed.TotalSeconds, 1e-3):N0} {unit}/s";

    private static string Clock(TimeSpan time) => time.TotalSeconds < 10
        ? $"{time.TotalSeconds:N1} s"
        : $"{(long)time.TotalHours:00}:{time.Minutes:00}:{time.Seconds:00}";
}
