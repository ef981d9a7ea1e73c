namespace Sgraf.Training.Tests.Terminal;

/// <summary>A clock that is moved by hand.</summary>
internal sealed class HandClock : TimeProvider
{
    public TimeSpan Now { get; set; }

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => Now.Ticks;
}
