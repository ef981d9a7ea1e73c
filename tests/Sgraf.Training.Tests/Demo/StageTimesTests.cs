using Sgraf.Tests;
using Sgraf.Training.Demo;
using Sgraf.Training.Tests.Terminal;

namespace Sgraf.Training.Tests.Demo;

public sealed class StageTimesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly HandClock _clock = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Times_add_up_over_sittings_and_a_stage_that_was_stopped_counts_too()
    {
        Times().Measure("training", () => _clock.Now += TimeSpan.FromSeconds(3));
        Assert.Throws<OperationCanceledException>(() => Times().Measure("training", () =>
        {
            _clock.Now += TimeSpan.FromSeconds(4.5);
            throw new OperationCanceledException();
        }));
        Assert.Equal(new Dictionary<string, double> { ["training"] = 7.5 }, Times().Seconds);
    }

    private StageTimes Times() => new(_folder.PathOf("times.json"), _clock);
}
