using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Parsing;

namespace Sgraf.Training.Terminal;

/// <summary>Runs one command line: parses it, does the work, and turns every ending into an exit code.</summary>
internal static class CommandHost
{
    private const string Description = "SGRAF: matches sentences with images. Results go to standard output, everything else to standard error.";

    /// <param name="arguments">The words after <c>sgraf</c>.</param>
    /// <param name="commands">The commands to choose from.</param>
    /// <param name="streams">Where commands read and write.</param>
    /// <param name="cancellation">Stops the work.</param>
    /// <returns>An exit code.</returns>
    public static int Run(
        IReadOnlyList<string> arguments, IReadOnlyList<SgrafCommand> commands, StandardStreams streams, CancellationToken cancellation)
    {
        var json = new Option<bool>("--json") { Description = "Write one JSON document to standard output and nothing else there.", Recursive = true };
        var parsed = Root(commands, json).Parse(arguments);
        try
        {
            if (parsed.Errors.Count > 0) return RefuseUsage(parsed, streams.Error);
            if (parsed.Action is not null) parsed.Invoke(Invocation(streams));
            else ((SgrafCommand)parsed.CommandResult.Command).Run(parsed, new Session(streams, parsed.GetValue(json), cancellation));
            streams.Output.Flush();
            return ExitCode.Done;
        }
        catch (Exception failure)
        {
            return Failure.Report(failure, NameOf(parsed), streams.Error, cancellation);
        }
    }

    private static RootCommand Root(IReadOnlyList<SgrafCommand> commands, Option<bool> json)
    {
        var root = new RootCommand(Description) { json };
        foreach (var command in commands) root.Add(command);
        var help = root.Options.OfType<HelpOption>().Single();
        help.Action = new HelpWithExamples((HelpAction)help.Action!);
        return root;
    }

    private static InvocationConfiguration Invocation(StandardStreams streams) =>
        new() { Output = streams.Output, Error = streams.Error, EnableDefaultExceptionHandler = false };

    private static int RefuseUsage(ParseResult parsed, TextWriter error)
    {
        // Of an unknown command the first error says that a command is missing; the second names the word.
        var cause = parsed.CommandResult.Command is RootCommand && parsed.Errors.Count > 1 ? parsed.Errors[1] : parsed.Errors[0];
        error.WriteLine($"{NameOf(parsed)}: {cause.Message} See {NameOf(parsed)} --help.");
        return ExitCode.WrongUsage;
    }

    private static string NameOf(ParseResult parsed)
    {
        var name = "";
        for (SymbolResult? result = parsed.CommandResult; result is CommandResult { Command: SgrafCommand command }; result = result.Parent)
            name = $" {command.Name}{name}";
        return $"sgraf{name}";
    }
}
