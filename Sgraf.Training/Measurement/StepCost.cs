using System.Diagnostics;

namespace Sgraf.Training.Measurement;

/// <summary>What one piece of work took.</summary>
/// <param name="Seconds">By the clock.</param>
/// <param name="ProcessorSeconds">Of all threads together, which other programs on the machine disturb less.</param>
internal readonly record struct StepCost(double Seconds, double ProcessorSeconds)
{
    /// <summary>Does the work and measures it.</summary>
    public static StepCost Of(Action work)
    {
        using var process = Process.GetCurrentProcess();
        var before = process.TotalProcessorTime;
        var seconds = Medians.SecondsOnce(work);
        process.Refresh();
        return new StepCost(seconds, (process.TotalProcessorTime - before).TotalSeconds);
    }
}
