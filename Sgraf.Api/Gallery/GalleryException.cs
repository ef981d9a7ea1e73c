namespace Sgraf.Api.Gallery;

/// <summary>A gallery that cannot be opened or written: says what was found and how to mend it.</summary>
internal sealed class GalleryException : Exception
{
    /// <param name="message">What is wrong and how to mend it.</param>
    /// <param name="inner">What reported it first.</param>
    public GalleryException(string message, Exception? inner = null) : base(message, inner) { }
}
