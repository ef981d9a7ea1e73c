namespace Sgraf.Model.Images;

/// <summary>Bytes that are no picture this program accepts: says what came and what is accepted, and names no file or folder.</summary>
public sealed class ImageFormatException : Exception
{
    /// <param name="message">What came and what is accepted.</param>
    /// <param name="inner">What the decoder reported; for logs, not for the sender.</param>
    public ImageFormatException(string message, Exception? inner = null) : base(message, inner) { }
}
