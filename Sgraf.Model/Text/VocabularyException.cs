namespace Sgraf.Model.Text;

/// <summary>A vocabulary file that cannot be used: says which file, what was expected and what was found.</summary>
public sealed class VocabularyException : Exception
{
    /// <param name="message">What is wrong and how to mend it.</param>
    public VocabularyException(string message) : base(message) { }

    /// <param name="message">What is wrong and how to mend it.</param>
    /// <param name="inner">What reported it first.</param>
    public VocabularyException(string message, Exception inner) : base(message, inner) { }
}
