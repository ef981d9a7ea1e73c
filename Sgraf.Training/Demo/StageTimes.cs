using System.Diagnostics;
using System.Text.Json;
using Sgraf.Model.Bundles;

namespace Sgraf.Training.Demo;

/// <summary>How long each stage has taken, over all sittings.</summary>
internal sealed class StageTimes
{
    private readonly string _path;
    private readonly Dictionary<string, double> _seconds;

    /// <param name="path">The file that keeps them.</param>
    public StageTimes(string path)
    {
        _path = path;
        _seconds = File.Exists(path) ? JsonSerializer.Deserialize(File.ReadAllBytes(path), DemoJson.Default.DictionaryStringDouble)! : [];
    }

    /// <summary>Seconds by stage.</summary>
    public IReadOnlyDictionary<string, double> Seconds => _seconds;

    /// <summary>Does work and counts its time, also when it fails or is stopped.</summary>
    public void Measure(string stage, Action work)
    {
        var start = Stopwatch.GetTimestamp();
        try
        {
            work();
        }
        finally
        {
            _seconds[stage] = Math.Round(_seconds.GetValueOrDefault(stage) + Stopwatch.GetElapsedTime(start).TotalSeconds, 1);
            DurableFile.Write(_path, stream => JsonSerializer.Serialize(stream, _seconds, DemoJson.Default.DictionaryStringDouble));
        }
    }
}
