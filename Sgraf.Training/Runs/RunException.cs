namespace Sgraf.Training.Runs;

/// <summary>A run that cannot be started or taken up again: says why and what helps.</summary>
internal sealed class RunException : Exception
{
    /// <param name="message">What is wrong and how to mend it.</param>
    public RunException(string message) : base(message) { }

    /// <param name="message">What is wrong and how to mend it.</param>
    /// <param name="inner">What reported it first.</param>
    public RunException(string message, Exception inner) : base(message, inner) { }
}
