namespace Sgraf.Model.Images;

/// <summary>A file format that is accepted, told by its first bytes.</summary>
/// <param name="Name">What people call it.</param>
/// <param name="Loader">The operation of libvips that reads it.</param>
internal sealed record PictureFormat(string Name, string Loader)
{
    /// <summary>The accepted formats, for messages.</summary>
    public const string Accepted = "JPEG, PNG, WebP, GIF, TIFF or AVIF";

    public static readonly PictureFormat Jpeg = new("JPEG", "jpegload_buffer");
    private static readonly PictureFormat Png = new("PNG", "pngload_buffer");
    private static readonly PictureFormat Webp = new("WebP", "webpload_buffer");
    private static readonly PictureFormat Gif = new("GIF", "gifload_buffer");
    private static readonly PictureFormat Tiff = new("TIFF", "tiffload_buffer");
    private static readonly PictureFormat Avif = new("AVIF", "heifload_buffer");

    /// <summary>The accepted formats.</summary>
    public static readonly PictureFormat[] All = [Jpeg, Png, Webp, Gif, Tiff, Avif];

    /// <summary>What HTTP calls it.</summary>
    public string MediaType => $"image/{Name.ToLowerInvariant()}";

    /// <summary>The format of a file; null when it is none of the accepted ones.</summary>
    public static PictureFormat? Of(ReadOnlySpan<byte> bytes) => bytes switch
    {
        [0xFF, 0xD8, 0xFF, ..] => Jpeg,
        [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A, ..] => Png,
        [(byte)'G', (byte)'I', (byte)'F', (byte)'8', ..] => Gif,
        [(byte)'I', (byte)'I', 42 or 43, 0, ..] or [(byte)'M', (byte)'M', 0, 42 or 43, ..] => Tiff,
        _ when bytes.Length > 12 && bytes.StartsWith("RIFF"u8) && bytes[8..].StartsWith("WEBP"u8) => Webp,
        _ when IsAvif(bytes) => Avif,
        _ => null,
    };

    /// <summary>The start of every file of the family that AVIF and HEIC belong to.</summary>
    public static bool HasBrands(ReadOnlySpan<byte> bytes) => bytes.Length >= 12 && bytes[4..].StartsWith("ftyp"u8);

    private static bool IsAvif(ReadOnlySpan<byte> bytes) =>
        HasBrands(bytes)
        && (bytes[8..].StartsWith("avif"u8) || bytes[8..].StartsWith("avis"u8) || LaterBrands(bytes).IndexOf("avif"u8) >= 0);

    /// <summary>The compatible brands, four letters each, after the first box's length, name, brand and version.</summary>
    private static ReadOnlySpan<byte> LaterBrands(ReadOnlySpan<byte> bytes)
    {
        const int FixedLength = 16;
        var length = (int)Math.Min(System.Buffers.Binary.BinaryPrimitives.ReadUInt32BigEndian(bytes), (uint)bytes.Length);
        return length > FixedLength ? bytes[FixedLength..length] : [];
    }
}
