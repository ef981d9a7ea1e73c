namespace Sgraf.Training.Terminal;

/// <summary>A failure that the user can mend: the message is one sentence that names the file and the remedy.</summary>
internal sealed class CommandException : Exception
{
    /// <param name="message">What is wrong and how to mend it.</param>
    public CommandException(string message) : base(message) { }
}
