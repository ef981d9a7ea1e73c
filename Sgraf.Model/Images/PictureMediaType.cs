namespace Sgraf.Model.Images;

/// <summary>What kind of picture a file is, in the words of HTTP.</summary>
public static class PictureMediaType
{
    /// <summary>The media type of a picture's file, told by its first bytes; null when it is of no accepted format.</summary>
    public static string? Of(ReadOnlySpan<byte> bytes) => PictureFormat.Of(bytes) is { } format ? $"image/{format.Name.ToLowerInvariant()}" : null;
}
