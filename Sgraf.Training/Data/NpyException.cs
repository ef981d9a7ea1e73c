namespace Sgraf.Training.Data;

/// <summary>An .npy file that cannot be used: says which file, what was expected, what was found and what helps.</summary>
public sealed class NpyException : Exception
{
    /// <param name="message">What is wrong and how to mend it.</param>
    public NpyException(string message) : base(message) { }

    /// <param name="message">What is wrong and how to mend it.</param>
    /// <param name="inner">What reported it first.</param>
    public NpyException(string message, Exception inner) : base(message, inner) { }
}
