using System.Text.Json;
using Sgraf.Training.Terminal;

namespace Sgraf.Training.Tests.Commands;

/// <summary>What is measured, and that it can be: never how fast.</summary>
public sealed class BenchCommandTests
{
    [Fact]
    public void Scoring_is_measured_for_each_module_and_path_beside_the_peak()
    {
        var result = CommandLine.Run("bench", "score", "--json", "--images", "50", "--rounds", "1");

        Assert.Equal(ExitCode.Done, result.ExitCode);
        var report = result.Document;
        string[] paths = [.. report.GetProperty("peak_gflops_by_path").EnumerateObject().Select(peak => peak.Name)];
        Assert.Contains("portable", paths);
        int[] threads = [.. new[] { 1, 2, Environment.ProcessorCount }.Where(count => count <= Environment.ProcessorCount).Distinct()];
        AssertEntries(report.GetProperty("scoring"), 4 * paths.Length * threads.Length, entry => (Key(entry), entry.GetProperty("threads").GetInt32()));
        AssertEntries(report.GetProperty("undisturbed"), 4 * paths.Length, Key);
        Assert.All(report.GetProperty("scoring").EnumerateArray().Where(entry => entry.GetProperty("threads").GetInt32() == 1),
            entry => Assert.Equal(1, entry.GetProperty("times_one_thread").GetDouble()));
        Assert.All(report.GetProperty("encoders").EnumerateObject(), time => Assert.True(time.Value.GetDouble() > 0));
    }

    private static (string?, int, string?) Key(JsonElement entry) =>
        (entry.GetProperty("module").GetString(), entry.GetProperty("captions").GetInt32(), entry.GetProperty("path").GetString());

    /// <summary>So many different entries, each with a rate and a share of the peak.</summary>
    private static void AssertEntries<TKey>(JsonElement list, int count, Func<JsonElement, TKey> key)
    {
        Assert.Equal(count, list.EnumerateArray().Select(key).Distinct().Count());
        Assert.Equal(count, list.GetArrayLength());
        Assert.All(list.EnumerateArray(), entry =>
        {
            Assert.True(entry.GetProperty("gflops").GetDouble() > 0);
            Assert.True(entry.GetProperty("fraction_of_peak").GetDouble() > 0);
        });
    }
}
