namespace Sgraf.Api;

/// <summary>Something that keeps the service from starting: names the setting, what was found there, and the remedy.</summary>
internal sealed class StartException : Exception
{
    /// <param name="message">What is wrong and how to mend it.</param>
    /// <param name="inner">What reported it first.</param>
    public StartException(string message, Exception? inner = null) : base(message, inner) { }
}
