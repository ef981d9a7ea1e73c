using Sgraf.Tests;
using Sgraf.Training.Runs;

namespace Sgraf.Training.Tests.Runs;

public sealed class JsonLinesTests
{
    [Fact]
    public void Lines_of_steps_to_be_made_again_and_an_unfinished_one_are_dropped()
    {
        using var folder = new TemporaryFolder();
        var path = folder.PathOf("steps.jsonl");
        using (var lines = Open(path, keep: 0))
            for (var step = 1; step <= 4; step++) lines.Append(Step(step));
        File.AppendAllText(path, "{\"step\":5,\"lo");

        using (var lines = Open(path, keep: 2))
        {
            Assert.Equal([1, 2], lines.Kept.Select(line => line.Step));
            lines.Append(Step(3));
        }
        using (var lines = Open(path, keep: 9)) Assert.Equal([1, 2, 3], lines.Kept.Select(line => line.Step));
    }

    private static JsonLines<StepRecord> Open(string path, long keep) => new(path, LineJson.Default.StepRecord, line => line.Step <= keep);

    private static StepRecord Step(long step) => new(step, 0, 1, new Dictionary<string, double> { ["sgr"] = 1 }, 2, 3, 4, 5);
}
