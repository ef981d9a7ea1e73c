using Sgraf.Model.Bundles;
using Sgraf.Model.Images.Regions;
using Sgraf.Model.Text;
using Sgraf.Training.Data;
using Sgraf.Training.Network;
using Sgraf.Training.Optimization;
using Sgraf.Training.Runs;

namespace Sgraf.Training.Terminal;

/// <summary>Turns an exception into one sentence for people and an exit code, for all commands alike.</summary>
internal static class Failure
{
    /// <summary>Set to 1 to see the trace of a failure.</summary>
    public const string TraceVariable = "SGRAF_TRACE";

    private const int BrokenPipe = 32;    // EPIPE, on Linux and macOS alike
    private const int DiskFull = 28;      // ENOSPC, likewise
    private const int WindowsDiskFull = unchecked((int)0x80070070);

    /// <summary>Says on standard error what went wrong.</summary>
    /// <param name="failure">What ended the command.</param>
    /// <param name="command">The command's name, for the start of the sentence.</param>
    /// <param name="error">Standard error.</param>
    /// <param name="cancellation">Tells a wanted cancellation from any other.</param>
    /// <returns>An exit code.</returns>
    public static int Report(Exception failure, string command, TextWriter error, CancellationToken cancellation)
    {
        if (failure is AggregateException { InnerExceptions: [var first, ..] }) failure = first;    // threads fail of the same cause
        if (failure is IOException { HResult: BrokenPipe }) return ExitCode.Done;    // the reader has what it wanted
        if (Environment.GetEnvironmentVariable(TraceVariable) == "1") error.WriteLine(failure);
        if (failure is OperationCanceledException && cancellation.IsCancellationRequested)
        {
            error.WriteLine($"{command}: interrupted.");
            return ExitCode.Interrupted;
        }
        error.WriteLine($"{command}: {Explain(failure)}");
        return ExitCode.Failed;
    }

    private static string Explain(Exception failure) => failure switch
    {
        CommandException or CheckpointException or VocabularyException or NpyException or DetectorException or PictureListException
            or DataFolderException or RunException or TorchException or NonFiniteLossException => failure.Message,
        NotFiniteNumberException or PlatformNotSupportedException => failure.Message,
        FileNotFoundException { FileName: { } file } => $"{file} does not exist; check the path.",
        DirectoryNotFoundException => $"{Clause(failure)}; check the path.",
        UnauthorizedAccessException => $"{Clause(failure)}; check that it is a file and its permissions.",
        IOException { HResult: DiskFull or WindowsDiskFull } => $"{Clause(failure)}; free some space and run the command again.",
        IOException => failure.Message,
        OutOfMemoryException => "the memory of this machine does not suffice; close other programs or use a larger one.",
        _ => $"unexpected {failure.GetType().Name}: {Clause(failure)}; this is a fault of sgraf, {TraceVariable}=1 shows where.",
    };

    private static string Clause(Exception failure) => failure.Message.TrimEnd('.');
}
