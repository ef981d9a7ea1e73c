namespace Sgraf.Model.Images;

/// <summary>Names what people send instead of a picture, so that a refusal can say what came.</summary>
internal static class ForeignFormat
{
    private const int BytesLookedAt = 512;
    private static readonly char[] Blanks = ['\uFEFF', ' ', '\t', '\r', '\n'];

    private static readonly (byte[] Start, string Name)[] Binary =
    [
        ("BM"u8.ToArray(), "a BMP picture"),
        ("%PDF"u8.ToArray(), "a PDF document"),
        ("PK"u8.ToArray(), "a ZIP archive"),
        ([0xFF, 0x0A], "a JPEG XL picture"),
        ([0, 0, 0, 0x0C, (byte)'J', (byte)'X', (byte)'L'], "a JPEG XL picture"),
        ([0, 0, 0, 0x0C, (byte)'j', (byte)'P'], "a JPEG 2000 picture"),
        ("8BPS"u8.ToArray(), "a Photoshop document"),
    ];

    /// <summary>What the bytes seem to be, with its article: <c>an HTML page</c>.</summary>
    public static string Describe(ReadOnlySpan<byte> bytes)
    {
        if (bytes.IsEmpty) return "empty";
        foreach (var (start, name) in Binary)
            if (bytes.StartsWith(start)) return name;
        if (PictureFormat.HasBrands(bytes)) return "a HEIC picture or a video";
        return DescribeText(bytes) ?? $"of no known format (its first bytes are {Convert.ToHexString(bytes[..Math.Min(8, bytes.Length)])})";
    }

    private static string? DescribeText(ReadOnlySpan<byte> bytes)
    {
        var start = System.Text.Encoding.UTF8.GetString(bytes[..Math.Min(BytesLookedAt, bytes.Length)]).TrimStart(Blanks);
        if (!start.StartsWith('<')) return null;
        if (start.Contains("<svg", StringComparison.OrdinalIgnoreCase)) return "an SVG drawing";
        if (start.Contains("<html", StringComparison.OrdinalIgnoreCase)) return "an HTML page";
        return start.StartsWith("<!doctype html", StringComparison.OrdinalIgnoreCase) ? "an HTML page" : "an XML document";
    }
}
