using System.Buffers.Binary;
using System.Globalization;
using System.Text.RegularExpressions;
using Sgraf.Model.Images;
using Sgraf.Tests;

namespace Sgraf.Model.Tests.Images;

/// <summary>Files that are broken by chance or on purpose: each ends in a picture or in one clear refusal.</summary>
public sealed partial class HostilePictureTests
{
    private const string Folder = "images-bad";
    private static readonly PictureDecoder Decoder = new(new DecodingOptions());

    public static TheoryData<string> BadFiles => Manifest() is { Count: > 0 } lines ? [.. lines.Keys] : ["manifest.tsv"];

    [Theory, MemberData(nameof(BadFiles))]
    public void A_bad_file_ends_as_its_manifest_suggests(string file)
    {
        var bytes = File.ReadAllBytes(SharedData.Require(Path.Combine(Folder, file)));
        var verdict = Manifest()[file];
        if (DecodedSize().Match(verdict) is { Success: true } decodes)
        {
            int Number(string group) => int.Parse(decodes.Groups[group].ValueSpan, CultureInfo.InvariantCulture);
            var (width, height) = (Number("width"), Number("height"));
            var picture = Decoder.Decode(bytes);
            Assert.Equal(decodes.Groups["turned"].Success ? (height, width) : (width, height), (picture.Width, picture.Height));
        }
        else
        {
            AssertRefused(bytes, "");
        }
    }

    [Theory]
    [InlineData("", "The file is empty, expected a JPEG, PNG, WebP, GIF, TIFF or AVIF picture.")]
    [InlineData("<!DOCTYPE html><html><body>Not found</body></html>", "The file is an HTML page, expected")]
    [InlineData("\n<html lang='en'>", "The file is an HTML page, expected")]
    [InlineData("<?xml version='1.0'?><svg xmlns='http://www.w3.org/2000/svg' width='8' height='8'/>", "The file is an SVG drawing, expected")]
    [InlineData("%PDF-1.7", "The file is a PDF document, expected")]
    [InlineData("\0\0\0\u0018ftypheic\0\0\0\0mif1heic", "The file is a HEIC picture or a video, expected")]
    [InlineData("hello", "The file is of no known format (its first bytes are 68656C6C6F), expected")]
    public void What_is_no_picture_is_named(string text, string message) => AssertRefused(System.Text.Encoding.UTF8.GetBytes(text), message);

    [Theory]
    [InlineData(".jpg")]
    [InlineData(".jpg[interlace]")]
    [InlineData(".png")]
    [InlineData(".webp")]
    [InlineData(".webp[lossless]")]
    [InlineData(".gif")]
    [InlineData(".tif")]
    [InlineData(".avif")]
    public void A_truncated_file_is_refused(string suffix)
    {
        var bytes = TestPicture.Create(200, 150).Encode(suffix);
        foreach (var share in (double[])[0.2, 0.5, 0.9])
            AssertRefused(bytes[..(int)(bytes.Length * share)], "truncated");
    }

    [Fact]
    public void A_file_of_too_many_bytes_is_refused_unread()
    {
        var decoder = new PictureDecoder(new DecodingOptions { MaxBytes = 1000 });
        var error = Assert.Throws<ImageFormatException>(() => decoder.Decode(new byte[1001]));
        Assert.Equal("The file has 1,001 bytes, expected at most 1,000.", error.Message);
    }

    [Fact]
    public void A_picture_of_too_many_pixels_is_refused_by_its_header()
    {
        AssertRefused(Png(65535, 65535), "The picture has 65535 x 65535 pixels, expected at most 50,000,000 in all");
        var decoder = new PictureDecoder(new DecodingOptions { MaxPixels = 200 * 150 - 1 });
        foreach (var suffix in (string[])[".jpg", ".png", ".webp", ".gif", ".tif", ".avif"])
            Assert.Throws<ImageFormatException>(() => decoder.Decode(TestPicture.Create(200, 150).Encode(suffix)));
    }

    [Fact]
    public void A_header_without_the_pixels_it_promises_is_refused_before_they_are_copied()
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        AssertRefused(Png(7000, 7000), "truncated");
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 20);
    }

    [Fact]
    public void A_picture_that_is_a_line_is_refused_by_its_header()
    {
        AssertRefused(Png(1, 9_000_000), "The picture has 1 x 9000000 pixels, expected at most 65,535 on a side");
        AssertRefused(Png(65_536, 1), "The picture has 65536 x 1 pixels, expected at most 65,535 on a side");
        AssertRefused(Png(65_535, 1), "truncated");
    }

    [Theory]
    [InlineData(".jpg")]
    [InlineData(".jpg[interlace]")]
    [InlineData(".png")]
    [InlineData(".png[interlace]")]
    [InlineData(".webp")]
    [InlineData(".webp[lossless]")]
    [InlineData(".gif")]
    [InlineData(".tif")]
    [InlineData(".tif[compression=lzw]")]
    [InlineData(".avif")]
    public void A_mutated_file_gives_a_picture_or_a_refusal(string suffix)
    {
        var original = TestPicture.Create(48, 40).Encode(suffix);
        var decoder = new PictureDecoder(new DecodingOptions { MaxPixels = 1 << 20 });
        var random = new Random(7);
        for (var i = 0; i < 60; i++)
        {
            var bytes = Mutate(original, random);
            try
            {
                var picture = decoder.Decode(bytes, i % 3 * 10);
                Assert.InRange((long)picture.Width * picture.Height, 1, 1 << 20);
            }
            catch (ImageFormatException refusal)
            {
                Assert.Contains("expected", refusal.Message, StringComparison.Ordinal);
            }
        }
    }

    private static byte[] Mutate(byte[] original, Random random)
    {
        var bytes = original.ToArray();
        for (var i = random.Next(1, 6); i > 0; i--) bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
        return random.Next(4) == 0 ? bytes[..random.Next(bytes.Length)] : bytes;
    }

    /// <summary>A well-formed PNG header, right checksum included, without a pixel behind it.</summary>
    private static byte[] Png(int width, int height)
    {
        var chunk = new byte[17];
        "IHDR"u8.CopyTo(chunk);
        BinaryPrimitives.WriteInt32BigEndian(chunk.AsSpan(4), width);
        BinaryPrimitives.WriteInt32BigEndian(chunk.AsSpan(8), height);
        (chunk[12], chunk[13]) = (8, 2);
        var checksum = new byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(checksum, Checksum(chunk));
        byte[] emptyData = [0, 0, 0, 0, .. "IDAT"u8, 0x35, 0xAF, 0x06, 0x1E];
        return [0x89, .. "PNG\r\n"u8, 0x1A, 0x0A, 0, 0, 0, 13, .. chunk, .. checksum, .. emptyData];
    }

    /// <summary>CRC-32 as PNG and ZIP have it.</summary>
    private static uint Checksum(ReadOnlySpan<byte> bytes)
    {
        var sum = uint.MaxValue;
        foreach (var part in bytes)
        {
            sum ^= part;
            for (var bit = 0; bit < 8; bit++) sum = (sum >> 1) ^ (0xEDB88320 & (0 - (sum & 1)));
        }
        return ~sum;
    }

    private static void AssertRefused(byte[] bytes, string message)
    {
        var error = Assert.Throws<ImageFormatException>(() => Decoder.Decode(bytes));
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(Path.DirectorySeparatorChar, error.Message);
    }

    private static Dictionary<string, string> Manifest()
    {
        var path = Path.Combine(SharedData.Folder ?? "", Folder, "manifest.tsv");
        return SharedData.Folder is null || !File.Exists(path)
            ? []
            : File.ReadLines(path).Skip(1).Select(line => line.Split('\t')).ToDictionary(columns => columns[0], columns => columns[3]);
    }

    [GeneratedRegex(@"^decodes: \S+ \S+ (?<width>\d+)x(?<height>\d+) .*exif_orientation=((?<turned>[5-8])|[1-4-])", RegexOptions.ExplicitCapture)]
    private static partial Regex DecodedSize();
}
