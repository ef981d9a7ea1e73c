using Sgraf.Training.Terminal;

namespace Sgraf.Training.Tests.Terminal;

public sealed class ProgressLinesTests : IDisposable
{
    private readonly StringWriter _output = new() { NewLine = "\n" };
    private readonly HandClock _clock = new();

    public void Dispose() => _output.Dispose();

    [Fact]
    public void Lines_are_sparse_and_tell_the_rate_and_the_time_left()
    {
        var lines = new ProgressLines(_output, "Scoring", 10_000, "pairs", _clock);
        for (var second = 0; second < 25; second++)
        {
            _clock.Now += TimeSpan.FromSeconds(1);
            lines.Advance(100);
        }
        lines.Finish();
        Assert.Equal(
            """
            Scoring: 1,000 of 10,000 pairs (10 %), 100 pairs/s, 00:01:30 left
            Scoring: 2,000 of 10,000 pairs (20 %), 100 pairs/s, 00:01:20 left
            Scoring: 2,500 pairs in 00:00:25, 100 pairs/s

            """,
            _output.ToString());
    }

    [Fact]
    public void Quick_work_has_one_line()
    {
        var lines = new ProgressLines(_output, "Scoring", 500, "pairs", _clock);
        _clock.Now += TimeSpan.FromSeconds(0.5);
        lines.Advance(500);
        lines.Finish();
        Assert.Equal("Scoring: 500 pairs in 0.5 s, 1,000 pairs/s\n", _output.ToString());
    }

    [Fact]
    public void No_work_at_all_is_no_trouble()
    {
        var lines = new ProgressLines(_output, "Scoring", 0, "pairs", _clock);
        _clock.Now += TimeSpan.FromHours(30);
        lines.Advance(0);
        lines.Finish();
        Assert.Equal("Scoring: 0 pairs in 30:00:00, 0 pairs/s\n", _output.ToString());
    }
}
