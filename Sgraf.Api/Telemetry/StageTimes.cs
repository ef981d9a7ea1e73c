using System.Diagnostics;
using System.Globalization;

namespace Sgraf.Api.Telemetry;

/// <summary>Where a request's time went; a stage that is done twice counts twice.</summary>
/// <remarks>Several threads may add to it at once; work done side by side then counts with the time of each.</remarks>
internal sealed class StageTimes
{
    private readonly List<(string Name, TimeSpan Time)> _stages = new(8);
    private readonly long _start = Stopwatch.GetTimestamp();

    /// <summary>The endpoint's pattern; null where there is none.</summary>
    public string? Route { get; set; }

    /// <summary>The stages in the order of their beginning.</summary>
    public IReadOnlyList<(string Name, TimeSpan Time)> Stages
    {
        get { lock (_stages) return [.. _stages]; }
    }

    /// <summary>Milliseconds since the request came.</summary>
    public double Total => Round(Stopwatch.GetElapsedTime(_start));

    /// <summary>Does a stage's work and adds its time.</summary>
    public T Measure<T>(string name, Func<T> work)
    {
        var start = Stopwatch.GetTimestamp();
        try
        {
            return work();
        }
        finally
        {
            Add(name, Stopwatch.GetElapsedTime(start));
        }
    }

    /// <summary>Adds time to a stage.</summary>
    public void Add(string name, TimeSpan time)
    {
        lock (_stages)
        {
            var place = _stages.FindIndex(stage => stage.Name == name);
            if (place < 0) _stages.Add((name, time));
            else _stages[place] = (name, _stages[place].Time + time);
        }
    }

    /// <summary>Milliseconds of a stage; 0 where it was not needed.</summary>
    public double this[string name] => Round(Stages.FirstOrDefault(stage => stage.Name == name).Time);

    /// <summary>For a line of the log: <c>decode 4.1, score 9.3</c>.</summary>
    public override string ToString() =>
        string.Join(", ", Stages.Select(stage => string.Create(CultureInfo.InvariantCulture, $"{stage.Name} {stage.Time.TotalMilliseconds:0.0}")));

    private static double Round(TimeSpan time) => Math.Round(time.TotalMilliseconds, 2);
}
