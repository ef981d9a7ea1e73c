using System.CommandLine;

namespace Sgraf.Training.Terminal;

/// <summary>One command of <c>sgraf</c>: its arguments, its help and its work.</summary>
internal sealed class SgrafCommand(string name, string description) : Command(name, description)
{
    /// <summary>Command lines that help shows, each of which works as it stands.</summary>
    public required IReadOnlyList<string> Examples { get; init; }

    /// <summary>Does the work; returns when it is done and throws when it failed.</summary>
    public required Action<ParseResult, Session> Run { get; init; }
}
