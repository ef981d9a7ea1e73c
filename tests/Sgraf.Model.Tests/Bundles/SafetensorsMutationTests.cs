using System.Buffers.Binary;
using System.Text.Json;
using Sgraf.Model.Bundles;
using Sgraf.Tests;

namespace Sgraf.Model.Tests.Bundles;

/// <summary>Damaged files: each is read as a second, naive reader reads it, or refused; none costs more than its own size.</summary>
public sealed class SafetensorsMutationTests : IDisposable
{
    private static readonly string[] Numbers =
        ["-1", "0", "1", "3", "4611686018427387904", "18446744073709551615", "1e3", "0.5", "null", "[]", "\"F16\"", "{}"];

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Ten_thousand_damaged_files_are_read_right_or_refused()
    {
        var random = new Random(20210217);
        byte[][] sound = [SoundFile(SafetensorsType.F16), SoundFile(SafetensorsType.F32)];    // read, and mapped
        var (read, refused) = (0, 0);
        for (var i = 0; i < 10_000; i++)
        {
            var path = _folder.Write("x.safetensors", Damage(sound[i % 2], random));
            if (IsReadRight(path))
                read++;
            else
                refused++;
        }
        Assert.InRange(read, 1_000, 9_000);    // both ways are taken often enough to mean something
        Assert.InRange(refused, 1_000, 9_000);
    }

    [Fact]
    public void Every_shorter_and_longer_file_is_refused()
    {
        var sound = SoundFile(SafetensorsType.F16);
        for (var length = 0; length < sound.Length; length++)
            Assert.False(IsReadRight(_folder.Write("x.safetensors", sound[..length])));
        Assert.False(IsReadRight(_folder.Write("x.safetensors", [.. sound, 0])));
        Assert.True(IsReadRight(_folder.Write("x.safetensors", sound)));
    }

    private static bool IsReadRight(string path)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        var tensors = new Dictionary<string, WeightTensor>();
        string? refusal = null;
        try
        {
            using var file = SafetensorsFile.Open(path);
            foreach (var name in file.Entries.Keys)
                tensors.Add(name, file.Read(name));
        }
        catch (CheckpointException failure)
        {
            refusal = failure.Message;
        }
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        var bytes = File.ReadAllBytes(path);
        Assert.InRange(allocated, 0, 32 * bytes.Length + 64 * 1024);
        if (refusal is null)
            AssertSameAsNaiveReader(bytes, tensors);
        else
            Assert.Contains(path, refusal);
        return refusal is null;
    }

    private static void AssertSameAsNaiveReader(byte[] bytes, Dictionary<string, WeightTensor> tensors)
    {
        var dataStart = 8 + (int)BinaryPrimitives.ReadInt64LittleEndian(bytes);
        using var header = JsonDocument.Parse(bytes.AsMemory(8, dataStart - 8));
        var entries = header.RootElement.EnumerateObject().Where(entry => entry.Name != "__metadata__").ToList();
        Assert.Equal(entries.Select(entry => entry.Name).Order(), tensors.Keys.Order());
        foreach (var entry in entries)
        {
            var offsets = entry.Value.GetProperty("data_offsets");
            var data = bytes.AsSpan((dataStart + offsets[0].GetInt32())..(dataStart + offsets[1].GetInt32()));
            Assert.Equal(NaiveValues(data, entry.Value.GetProperty("dtype").GetString()!), tensors[entry.Name].Values.ToArray());
            Assert.Equal(entry.Value.GetProperty("shape").EnumerateArray().Select(length => length.GetInt32()), tensors[entry.Name].Shape);
        }
    }

    private static float[] NaiveValues(ReadOnlySpan<byte> data, string type)
    {
        var values = new List<float>();
        for (; !data.IsEmpty; data = data[(type is "F64" or "I64" ? 8 : type is "F32" ? 4 : 2)..])
            values.Add(type switch
            {
                "F64" => (float)BitConverter.ToDouble(data),
                "I64" => BitConverter.ToInt64(data),
                "F32" => BitConverter.ToSingle(data),
                "F16" => (float)BitConverter.ToHalf(data),
                _ => BitConverter.ToSingle([0, 0, data[0], data[1]]),
            });
        return [.. values];
    }

    private byte[] SoundFile(SafetensorsType type)
    {
        var tensors = new Dictionary<string, WeightTensor>
        {
            ["img_enc.fc.weight"] = new([30, 20], Enumerable.Range(0, 600).Select(i => i / 8f).ToArray()),
            ["img_enc.fc.bias"] = new([3], new float[] { -1, 0, 1 }),
            ["bn.num_batches_tracked"] = new([], new float[] { 123 }),
            ["empty"] = new([0, 7], Array.Empty<float>()),
        };
        SafetensorsWriter.Write(_folder.PathOf("sound"), tensors, type, new Dictionary<string, string> { ["k"] = "v" });
        return File.ReadAllBytes(_folder.PathOf("sound"));
    }

    private static byte[] Damage(byte[] sound, Random random)
    {
        var bytes = sound;
        for (var times = random.Next(1, 3); times > 0; times--)
            bytes = random.Next(6) switch
            {
                0 => WithByteSet(bytes, random),
                1 => bytes[..random.Next(bytes.Length + 1)],
                2 => [.. bytes, .. new byte[random.Next(1, 20)]],
                3 => WithHeader(bytes, header => header.Remove(random.Next(header.Length), 1)),
                4 => WithHeader(bytes, header => WithNumber(header, random)),
                _ => WithHeader(bytes, header => WithPartTwice(header, random)),
            };
        return bytes;
    }

    private static byte[] WithByteSet(byte[] bytes, Random random)
    {
        var changed = bytes.ToArray();
        if (changed.Length > 0)
            changed[random.Next(changed.Length)] = (byte)random.Next(256);
        return changed;
    }

    private static string WithNumber(string header, Random random)
    {
        var digits = Enumerable.Range(0, header.Length).Where(i => char.IsAsciiDigit(header[i])).ToList();
        if (digits.Count == 0)
            return header;
        var place = digits[random.Next(digits.Count)];
        return header.Remove(place, 1).Insert(place, Numbers[random.Next(Numbers.Length)]);
    }

    private static string WithPartTwice(string header, Random random)
    {
        var start = random.Next(header.Length);
        var part = header.Substring(start, random.Next(header.Length - start));
        return header.Insert(random.Next(header.Length), part);
    }

    /// <summary>The file with another header, its length put right, so that the damage reaches past the first check.</summary>
    private static byte[] WithHeader(byte[] bytes, Func<string, string> change)
    {
        if (bytes.Length < 9)
            return bytes;
        var length = (int)Math.Min(BinaryPrimitives.ReadUInt64LittleEndian(bytes), (ulong)bytes.Length - 8);
        if (length == 0)
            return bytes;
        var header = change(System.Text.Encoding.Latin1.GetString(bytes, 8, length));
        header = header.PadRight((header.Length + 7) & ~7);
        var prefix = new byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(prefix, header.Length);
        return [.. prefix, .. System.Text.Encoding.Latin1.GetBytes(header), .. bytes[(8 + length)..]];
    }
}
