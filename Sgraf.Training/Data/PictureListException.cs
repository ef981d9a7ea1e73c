namespace Sgraf.Training.Data;

/// <summary>A list of pictures that cannot be used: says which file, which line, and what was expected.</summary>
internal sealed class PictureListException : Exception
{
    /// <param name="message">What is wrong and how to mend it.</param>
    public PictureListException(string message) : base(message) { }
}
