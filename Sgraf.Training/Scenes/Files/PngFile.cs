using System.Buffers.Binary;
using ICSharpCode.SharpZipLib.Checksum;
using ICSharpCode.SharpZipLib.Zip.Compression;
using ICSharpCode.SharpZipLib.Zip.Compression.Streams;

namespace Sgraf.Training.Scenes.Files;

/// <summary>Writes square pictures as PNG (ISO 15948), 8 bits a channel.</summary>
/// <remarks>
/// The bytes are the same on every machine, because the compressor is managed code. That of .NET and those in image libraries choose
/// their matches by what the processor offers.
/// </remarks>
internal static class PngFile
{
    private const int Channels = 3;
    private const byte Paeth = 4;

    // Higher levels take longer than drawing the picture, and save a tenth.
    private const int CompressionLevel = 1;

    private static ReadOnlySpan<byte> Signature => [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A];

    private static ReadOnlySpan<byte> End => [0, 0, 0, 0, (byte)'I', (byte)'E', (byte)'N', (byte)'D', 0xAE, 0x42, 0x60, 0x82];

    /// <param name="pixels">Rows from the top, pixels from the left, red, green and blue.</param>
    /// <param name="size">Width and height, in pixels.</param>
    public static byte[] Encode(ReadOnlySpan<byte> pixels, int size)
    {
        var header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, size);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), size);
        (header[8], header[9]) = (8, 2);    // bits a channel; red, green and blue
        using var file = new MemoryStream();
        file.Write(Signature);
        WriteChunk(file, "IHDR"u8, header);
        WriteChunk(file, "IDAT"u8, Compress(Filter(pixels, size)));
        file.Write(End);
        return file.ToArray();
    }

    /// <summary>Whether a file was written to its end.</summary>
    public static bool IsComplete(string path)
    {
        using var file = File.OpenHandle(path);
        var length = RandomAccess.GetLength(file);
        if (length < Signature.Length + End.Length) return false;
        Span<byte> tail = stackalloc byte[End.Length];
        return RandomAccess.Read(file, tail, length - tail.Length) == tail.Length && tail.SequenceEqual(End);
    }

    /// <summary>Each byte as its difference from what the left, upper and upper left ones let expect; a row starts with its filter.</summary>
    private static byte[] Filter(ReadOnlySpan<byte> pixels, int size)
    {
        var width = size * Channels;
        var filtered = new byte[(width + 1) * size];
        var above = new byte[width];
        for (var row = 0; row < size; row++)
        {
            var line = pixels.Slice(row * width, width);
            var target = filtered.AsSpan(row * (width + 1), width + 1);
            target[0] = Paeth;
            for (var i = 0; i < Channels; i++) target[i + 1] = (byte)(line[i] - above[i]);
            for (var i = Channels; i < width; i++)
                target[i + 1] = (byte)(line[i] - Predict(line[i - Channels], above[i], above[i - Channels]));
            line.CopyTo(above);
        }
        return filtered;
    }

    private static int Predict(int left, int above, int aboveLeft)
    {
        var (fromLeft, fromAbove) = (Math.Abs(above - aboveLeft), Math.Abs(left - aboveLeft));
        var fromAboveLeft = Math.Abs(left + above - 2 * aboveLeft);
        if (fromLeft <= fromAbove && fromLeft <= fromAboveLeft) return left;
        return fromAbove <= fromAboveLeft ? above : aboveLeft;
    }

    private static byte[] Compress(byte[] data)
    {
        using var compressed = new MemoryStream();
        using var stream = new DeflaterOutputStream(compressed, new Deflater(CompressionLevel));
        stream.Write(data);
        stream.Finish();
        return compressed.ToArray();
    }

    private static void WriteChunk(MemoryStream file, ReadOnlySpan<byte> type, byte[] data)
    {
        Span<byte> number = stackalloc byte[sizeof(uint)];
        BinaryPrimitives.WriteInt32BigEndian(number, data.Length);
        file.Write(number);
        file.Write(type);
        file.Write(data);
        var checksum = new Crc32();
        checksum.Update(type.ToArray());
        checksum.Update(data);
        BinaryPrimitives.WriteUInt32BigEndian(number, (uint)checksum.Value);
        file.Write(number);
    }
}
