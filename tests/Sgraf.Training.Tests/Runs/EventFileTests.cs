using System.Buffers.Binary;
using Google.Protobuf;
using Sgraf.Tests;
using Sgraf.Training.Runs;

namespace Sgraf.Training.Tests.Runs;

public sealed class EventFileTests
{
    [Fact]
    public void The_file_is_what_TensorFlow_writes()
    {
        using var folder = new TemporaryFolder();
        using (var events = new EventFile(folder.Path, firstStep: 5, TimeProvider.System))
            events.Write(7, [new("loss", 1.5), new("rsum", 300)]);
        var records = Records(File.ReadAllBytes(Directory.GetFiles(folder.Path, "events.out.tfevents.*").Single())).ToArray();

        Assert.Equal(3, records.Length);
        Assert.Equal("brain.Event:2"u8.ToArray(), Fields(records[0])[3].Single());
        Assert.Equal(5, Number(Fields(records[1])[2].Single()));
        Assert.Equal([0x08, 0x01], Fields(records[1])[7].Single());                    // a session that starts
        Assert.Equal(7, Number(Fields(records[2])[2].Single()));
        var values = Fields(Fields(records[2])[5].Single())[1];
        Assert.Equal(["loss", "rsum"], values.Select(value => System.Text.Encoding.UTF8.GetString(Fields(value)[1].Single())));
        Assert.Equal([1.5f, 300f], values.Select(value => BitConverter.ToSingle(Fields(value)[2].Single())));
    }

    [Fact]
    public void The_checksum_is_that_of_the_format()
    {
        // Of the length 24 in eight bytes, as every event file begins with it; the value is TensorBoard's own.
        Assert.Equal(0x224B7FA3u, Checksum([24, 0, 0, 0, 0, 0, 0, 0]));
    }

    /// <summary>The format as TensorFlow describes it, one byte at a time and with its own table.</summary>
    private static uint Checksum(ReadOnlySpan<byte> data)
    {
        var crc = uint.MaxValue;
        foreach (var part in data)
        {
            crc ^= part;
            for (var bit = 0; bit < 8; bit++) crc = (crc & 1) != 0 ? (crc >> 1) ^ 0x82F63B78 : crc >> 1;
        }
        crc = ~crc;
        return ((crc >> 15) | (crc << 17)) + 0xa282ead8;
    }

    private static IEnumerable<byte[]> Records(byte[] file)
    {
        for (var place = 0; place < file.Length;)
        {
            var length = (int)BinaryPrimitives.ReadInt64LittleEndian(file.AsSpan(place));
            Assert.Equal(Checksum(file.AsSpan(place, 8)), BinaryPrimitives.ReadUInt32LittleEndian(file.AsSpan(place + 8)));
            var data = file[(place + 12)..(place + 12 + length)];
            Assert.Equal(Checksum(data), BinaryPrimitives.ReadUInt32LittleEndian(file.AsSpan(place + 12 + length)));
            yield return data;
            place += 16 + length;
        }
    }

    /// <summary>The values of each field of a message, as bytes.</summary>
    private static ILookup<int, byte[]> Fields(byte[] message)
    {
        var input = new CodedInputStream(message);
        var fields = new List<(int Field, byte[] Value)>();
        while (input.ReadTag() is not 0 and var tag)
            fields.Add((WireFormat.GetTagFieldNumber(tag), WireFormat.GetTagWireType(tag) switch
            {
                WireFormat.WireType.LengthDelimited => input.ReadBytes().ToByteArray(),
                WireFormat.WireType.Varint => BitConverter.GetBytes(input.ReadInt64()),
                WireFormat.WireType.Fixed32 => BitConverter.GetBytes(input.ReadFixed32()),
                _ => BitConverter.GetBytes(input.ReadFixed64()),
            }));
        return fields.ToLookup(field => field.Field, field => field.Value);
    }

    private static long Number(byte[] value) => BitConverter.ToInt64(value);
}
