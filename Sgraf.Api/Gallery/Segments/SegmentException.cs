namespace Sgraf.Api.Gallery.Segments;

/// <summary>A segment file, or a record of one, that cannot be read: names the file, what was expected and what was found.</summary>
internal sealed class SegmentException : Exception
{
    /// <param name="segment">The number of the segment file.</param>
    /// <param name="message">What is wrong.</param>
    /// <param name="inner">What reported it first.</param>
    public SegmentException(int segment, string message, Exception? inner = null) : base(message, inner) => Segment = segment;

    /// <summary>The number of the segment file.</summary>
    public int Segment { get; }
}
