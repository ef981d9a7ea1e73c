using System.Globalization;

namespace Sgraf.Training.Runs;

/// <summary>Shows a run as plain lines, for logs: one now and then, and one an epoch.</summary>
/// <param name="output">Where the lines go.</param>
/// <param name="clock">Tells the time.</param>
internal sealed class RunLines(TextWriter output, TimeProvider clock) : IRunDisplay
{
    /// <summary>The pause between two lines within an epoch.</summary>
    internal static readonly TimeSpan Pause = TimeSpan.FromSeconds(10);

    private long? _last;

    /// <inheritdoc />
    public void Show(StepRecord step, RunOutlook outlook)
    {
        if (_last is { } last && clock.GetElapsedTime(last) < Pause) return;
        _last = clock.GetTimestamp();
        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"step {step.Step}/{outlook.Steps}, epoch {step.Epoch:F2}/{outlook.Epochs}: loss {step.Loss:F4}, rate {step.LearningRate:G3}, {step.PairsPerSecond:F0} pairs/s, {Duration(outlook.Remaining)} left"));
    }

    /// <inheritdoc />
    public void Show(EpochRecord epoch)
    {
        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"epoch {epoch.Epoch}: mean loss {epoch.Loss:F4}, rsum {epoch.Rsum:F1}{(epoch.IsBest ? ", the best so far" : "")}"));
        foreach (var (module, metrics) in epoch.Metrics)
            output.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"  {module}: i2t {metrics.I2t.R1:F1} {metrics.I2t.R5:F1} {metrics.I2t.R10:F1}, t2i {metrics.T2i.R1:F1} {metrics.T2i.R5:F1} {metrics.T2i.R10:F1}, rsum {metrics.Rsum:F1}"));
    }

    /// <inheritdoc />
    public void Remark(string text) => output.WriteLine(text);

    /// <summary>Hours, minutes and seconds.</summary>
    internal static string Duration(TimeSpan time) =>
        string.Create(CultureInfo.InvariantCulture, $"{(long)time.TotalHours:00}:{time.Minutes:00}:{time.Seconds:00}");
}
