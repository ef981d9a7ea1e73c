using Sgraf.Training.Network;
using Sgraf.Training.Terminal;

namespace Sgraf.Training.Runs;

/// <summary>Trains a network, from the first look at its data to the last epoch, or goes on where a run was stopped.</summary>
internal static class RunJob
{
    /// <param name="request">What is asked for.</param>
    /// <param name="keeping">How much of the run is kept.</param>
    /// <param name="device">See <see cref="TorchDevice"/>.</param>
    /// <param name="session">Where progress is shown.</param>
    /// <returns>The run's settings, and how far it came.</returns>
    public static (RunSettings Settings, RunProgress Progress) Run(RunRequest request, RunKeeping keeping, string device, Session session)
    {
        using var start = RunStart.Prepare(request);
        using var run = new TrainingRun(start.Folder, start.Settings, keeping, start.Train, start.Dev, TorchDevice.Parse(device));
        RunProgress? progress = null;
        Show(session, $"{start.Settings.Module} on {start.Settings.Data}", display => progress = run.Run(display, session.Cancellation));
        return (start.Settings, progress!);
    }

    /// <summary>Shows a run as a table to people at a terminal, else as lines.</summary>
    public static void Show(Session session, string title, Action<IRunDisplay> work)
    {
        if (session.Streams.ErrorIsTerminal) RunTable.Run(session.Streams.Error, title, work);
        else work(new RunLines(session.Streams.Error, TimeProvider.System));
    }
}
