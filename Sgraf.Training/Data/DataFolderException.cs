namespace Sgraf.Training.Data;

/// <summary>A data folder whose parts are missing or do not fit each other: says which, what was expected and what was found.</summary>
public sealed class DataFolderException : Exception
{
    /// <param name="message">What is wrong and how to mend it.</param>
    public DataFolderException(string message) : base(message) { }

    /// <param name="message">What is wrong and how to mend it.</param>
    /// <param name="inner">What reported it first.</param>
    public DataFolderException(string message, Exception inner) : base(message, inner) { }
}
