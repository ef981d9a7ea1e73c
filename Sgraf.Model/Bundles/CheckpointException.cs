namespace Sgraf.Model.Bundles;

/// <summary>A file of weights, or a bundle, that cannot be used: says which file, what was expected and what was found.</summary>
public sealed class CheckpointException : Exception
{
    /// <param name="message">What is wrong and how to mend it.</param>
    public CheckpointException(string message) : base(message) { }

    /// <param name="message">What is wrong and how to mend it.</param>
    /// <param name="inner">What reported it first.</param>
    public CheckpointException(string message, Exception inner) : base(message, inner) { }
}
