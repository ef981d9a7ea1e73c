using System.Text;
using System.Text.Json;
using Sgraf.Training.Commands;
using Sgraf.Training.Terminal;

namespace Sgraf.Training.Tests.Commands;

/// <summary>The outcome of one command line, run by the real host in this process.</summary>
internal sealed record CommandLine(int ExitCode, string Output, string Error)
{
    /// <summary>Standard output as the one JSON document it is to be.</summary>
    public JsonElement Document => JsonDocument.Parse(Output).RootElement;

    public static CommandLine Run(params string[] arguments) => Run(AllCommands.Create(), Stream.Null, CancellationToken.None, arguments);

    public static CommandLine RunOn(string input, params string[] arguments) =>
        Run(AllCommands.Create(), new MemoryStream(Encoding.UTF8.GetBytes(input)), CancellationToken.None, arguments);

    public static CommandLine Run(
        IReadOnlyList<SgrafCommand> commands, Stream input, CancellationToken cancellation, params string[] arguments)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var error = new StringWriter { NewLine = "\n" };
        using var streams = new StandardStreams(input, output, error);
        var exitCode = CommandHost.Run(arguments, commands, streams, cancellation);
        return new CommandLine(exitCode, output.ToString(), error.ToString());
    }
}
