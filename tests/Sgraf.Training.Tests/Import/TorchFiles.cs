using System.Buffers.Binary;
using System.IO.Compression;
using System.Runtime.InteropServices;
using Sgraf.Training.Import;

namespace Sgraf.Training.Tests.Import;

/// <summary>Files of <c>torch.save</c> around a given object.</summary>
internal static class TorchFiles
{
    public static byte[] Legacy(byte[] root, params (string Key, float[] Values)[] storages)
    {
        var magic = new PickleBuilder().Raw((byte)Opcode.Long1, 10, 0x6c, 0xfc, 0x9c, 0x46, 0xf9, 0x20, 0x6a, 0xa8, 0x50, 0x19).End();
        var machine = new PickleBuilder().Then(Opcode.EmptyDict).Text("little_endian").Then(Opcode.NewTrue, Opcode.SetItem).End();
        var keys = new PickleBuilder().Then(Opcode.EmptyList, Opcode.Mark);
        foreach (var (key, _) in storages)
            keys.Text(key);
        return
        [
            .. magic, .. new PickleBuilder().Number(1001).End(), .. machine, .. root, .. keys.Then(Opcode.Appends).End(),
            .. storages.SelectMany(storage => Storage(storage.Values)),
        ];
    }

    public static byte[] Zip(byte[] root, params (string Key, float[] Values)[] storages) =>
        Zip(CompressionLevel.NoCompression,
        [
            ("x/data.pkl", root),
            .. storages.Select(storage => ($"x/data/{storage.Key}", MemoryMarshal.AsBytes<float>(storage.Values).ToArray())),
        ]);

    public static byte[] Zip(CompressionLevel level, params (string Name, byte[] Bytes)[] entries)
    {
        using var stream = new MemoryStream();
        using (var archive = new ZipArchive(stream, ZipArchiveMode.Create))
        {
            foreach (var (name, bytes) in entries)
            {
                using var entry = archive.CreateEntry(name, level).Open();
                entry.Write(bytes);
            }
        }
        return stream.ToArray();
    }

    /// <summary>A checkpoint whose first part holds one tensor.</summary>
    public static byte[] Checkpoint(Func<PickleBuilder, PickleBuilder> tensor, bool byteStrings = false) =>
        tensor(new PickleBuilder { ByteStrings = byteStrings }.Then(Opcode.EmptyDict).Text("model")
                .Then(Opcode.EmptyDict).Text("fc.weight"))
            .Then(Opcode.SetItem, Opcode.EmptyDict, Opcode.EmptyDict, Opcode.Tuple3, Opcode.SetItem).End();

    private static IEnumerable<byte> Storage(float[] values)
    {
        var count = new byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(count, values.Length);
        return [.. count, .. MemoryMarshal.AsBytes<float>(values)];
    }
}
