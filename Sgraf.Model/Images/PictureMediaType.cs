namespace Sgraf.Model.Images;

/// <summary>What kind of picture a file is, in the words of HTTP.</summary>
public static class PictureMediaType
{
    /// <summary>The media types of all accepted formats.</summary>
    public static IReadOnlyList<string> All { get; } = [.. PictureFormat.All.Select(format => format.MediaType)];

    /// <summary>The media type of a picture's file, told by its first bytes; null when it is of no accepted format.</summary>
    public static string? Of(ReadOnlySpan<byte> bytes) => PictureFormat.Of(bytes)?.MediaType;
}
