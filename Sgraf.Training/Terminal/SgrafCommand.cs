using System.CommandLine;
using System.CommandLine.Parsing;
using System.Diagnostics;

namespace Sgraf.Training.Terminal;

/// <summary>One command of <c>sgraf</c>: its arguments, its help and its work.</summary>
internal sealed class SgrafCommand : Command
{
    /// <param name="name">The word that chooses it.</param>
    /// <param name="description">What it does, one sentence.</param>
    public SgrafCommand(string name, string description) : base(name, description) => Validators.Add(RefuseEmptyWords);

    /// <summary>Command lines that help shows, each of which works as it stands.</summary>
    public required IReadOnlyList<string> Examples { get; init; }

    /// <summary>Does the work; returns when it is done and throws when it failed.</summary>
    public required Action<ParseResult, Session> Run { get; init; }

    /// <remarks>No option takes an empty word: it comes of a variable that a script forgot to set, and as a path it would mean this folder.</remarks>
    private static void RefuseEmptyWords(CommandResult command)
    {
        foreach (var result in command.Children.Where(child => child.Tokens.Any(token => string.IsNullOrWhiteSpace(token.Value))))
            command.AddError(result switch
            {
                OptionResult option => $"{option.Option.Name} is empty; give it a value or leave it away.",
                ArgumentResult argument => $"{argument.Argument.Name} is empty; give it a value.",
                _ => throw new UnreachableException(),
            });
    }
}
