using System.Buffers.Binary;
using System.IO.Compression;
using System.Security.Cryptography;
using Sgraf.Tests;
using Sgraf.Training.Scenes;
using Sgraf.Training.Scenes.Files;

namespace Sgraf.Training.Tests.Scenes.Files;

public sealed class PngFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(64)]
    [InlineData(99)]
    public void Pictures_are_kept_without_loss(int size)
    {
        var pixels = SceneRenderer.Render(1, "train", 0, size).Pixels;
        Assert.Equal(pixels, Decode(PngFile.Encode(pixels, size), size));
    }

    [Fact]
    public void Noise_is_kept_without_loss()
    {
        var pixels = new byte[64 * 64 * 3];
        new Random(1).NextBytes(pixels);
        Assert.Equal(pixels, Decode(PngFile.Encode(pixels, 64), 64));
    }

    [Fact]
    public void Files_have_the_same_bytes_on_every_machine() =>
        Assert.Equal(
            "748e8ec4a5d12a7afddd54c4759f7c30ac926ee6068bd78acbc292f009edf8b4",
            Convert.ToHexStringLower(SHA256.HashData(PngFile.Encode(SceneRenderer.Render(1, "train", 0).Pixels, 256))));

    [Fact]
    public void A_cut_file_is_told_from_a_whole_one()
    {
        var bytes = PngFile.Encode(SceneRenderer.Render(1, "train", 0, 64).Pixels, 64);
        Assert.True(PngFile.IsComplete(_folder.Write("whole.png", bytes)));
        Assert.All(
            [0, 1, 19, 500, bytes.Length - 1],
            length => Assert.False(PngFile.IsComplete(_folder.Write("cut.png", bytes[..length]))));
    }

    /// <summary>Reads the chunks, checks their checksums and undoes the Paeth filter, after ISO 15948.</summary>
    private static byte[] Decode(byte[] file, int size)
    {
        Assert.Equal<byte>([137, 80, 78, 71, 13, 10, 26, 10], file[..8]);
        using var data = new MemoryStream();
        List<string> types = [];
        for (var start = 8; start < file.Length;)
        {
            var length = BinaryPrimitives.ReadInt32BigEndian(file.AsSpan(start));
            var type = System.Text.Encoding.ASCII.GetString(file, start + 4, 4);
            var body = file.AsSpan(start + 8, length);
            Assert.Equal(
                Checksum(file.AsSpan(start + 4, length + 4)), BinaryPrimitives.ReadUInt32BigEndian(file.AsSpan(start + 8 + length)));
            if (type == "IHDR") Assert.Equal<byte>([0, 0, 0, (byte)size, 0, 0, 0, (byte)size, 8, 2, 0, 0, 0], body.ToArray());
            if (type == "IDAT") data.Write(body);
            types.Add(type);
            start += length + 12;
        }
        Assert.Equal(["IHDR", "IDAT", "IEND"], types);
        data.Position = 0;
        return Unfilter(new ZLibStream(data, CompressionMode.Decompress), size);
    }

    private static byte[] Unfilter(Stream filtered, int size)
    {
        var (width, pixels) = (size * 3, new byte[size * size * 3]);
        for (var row = 0; row < size; row++)
        {
            Assert.Equal(4, filtered.ReadByte());
            for (var i = 0; i < width; i++)
            {
                int left = i < 3 ? 0 : pixels[row * width + i - 3], above = row == 0 ? 0 : pixels[(row - 1) * width + i];
                var aboveLeft = i < 3 || row == 0 ? 0 : pixels[(row - 1) * width + i - 3];
                var expected = new[] { left, above, aboveLeft }.MinBy(value => Math.Abs(left + above - aboveLeft - value));
                pixels[row * width + i] = (byte)(filtered.ReadByte() + expected);
            }
        }
        Assert.Equal(-1, filtered.ReadByte());
        return pixels;
    }

    private static uint Checksum(ReadOnlySpan<byte> bytes)
    {
        var sum = ~0u;
        foreach (var value in bytes)
        {
            sum ^= value;
            for (var bit = 0; bit < 8; bit++) sum = (sum & 1) == 0 ? sum >> 1 : sum >> 1 ^ 0xEDB88320;
        }
        return ~sum;
    }
}
