namespace Sgraf.Training.Terminal;

/// <summary>What the process returns; stable, because scripts branch on it.</summary>
internal static class ExitCode
{
    /// <summary>The work is done.</summary>
    public const int Done = 0;

    /// <summary>The work failed; standard error says why.</summary>
    public const int Failed = 1;

    /// <summary>The arguments make no sense.</summary>
    public const int WrongUsage = 2;

    /// <summary>Stopped by Ctrl-C or by a request to terminate: 128 and the number of SIGINT.</summary>
    public const int Interrupted = 130;
}
