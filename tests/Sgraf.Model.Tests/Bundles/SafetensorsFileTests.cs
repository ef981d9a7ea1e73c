using System.Buffers.Binary;
using Sgraf.Model.Bundles;
using Sgraf.Tests;

namespace Sgraf.Model.Tests.Bundles;

public sealed class SafetensorsFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("tiny-SGR/weights.safetensors", 57)]
    [InlineData("tinyalt-SAF/weights.safetensors", 54)]
    [InlineData("full-SGR/outputs.safetensors", 180)]
    [InlineData("metrics.safetensors", 11)]
    public void Files_of_the_reference_writer_are_read_whole(string name, int count)
    {
        using var file = SafetensorsFile.Open(GoldenData.PathOf(name));
        Assert.Equal(count, file.Entries.Count);
        foreach (var (tensor, entry) in file.Entries)
            Assert.Equal(entry.Count, file.Read(tensor).Values.Length);
    }

    [Fact]
    public void Whole_numbers_are_read_as_they_are()
    {
        using var file = SafetensorsFile.Open(GoldenData.PathOf("tiny-SGR/inputs.safetensors"));
        Assert.Equal([11, 10, 9, 8, 8, 6, 5, 4, 3], file.ReadInt64("lengths"));
        Assert.Equal([11, 10, 9, 8, 8, 6, 5, 4, 3], file.Read("lengths").Values.ToArray());
        Assert.Contains("expected I64, found F32", Refusal(() => file.ReadInt64("images")));
    }

    [Fact]
    public void A_whole_number_that_single_precision_cannot_hold_is_refused()
    {
        using var file = Open("""{"n":{"dtype":"I64","shape":[],"data_offsets":[0,8]}}""", [1, 0, 0, 1, 0, 0, 0, 0]);
        Assert.Equal([(1L << 24) + 1], file.ReadInt64("n"));
        Assert.Contains("found 16777217", Refusal(() => file.Read("n")));
    }

    [Fact]
    public void Every_storage_type_is_read()
    {
        using var file = Open(
            """{"d":{"dtype":"F64","shape":[1],"data_offsets":[0,8]},"f":{"dtype":"F32","shape":[1],"data_offsets":[8,12]}""" +
            ""","h":{"dtype":"F16","shape":[1],"data_offsets":[12,14]},"b":{"dtype":"BF16","shape":[1,1],"data_offsets":[14,16]}}  """,
            [0, 0, 0, 0, 0, 0, 0xF8, 0xBF, 0, 0, 0x20, 0x40, 0, 0x38, 0x80, 0xBF]);
        Assert.Equal([-1.5f, 2.5f, 0.5f, -1f], "dfhb".Select(letter => file.Read($"{letter}").Span[0]));
        Assert.Equal([1, 1], file.Read("b").Shape);
    }

    [Theory]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}""", "a twice")]
    [InlineData("""{"a":{"dtype":"F32","dtype":"F32","shape":[2],"data_offsets":[0,8]}}""", "a.dtype twice")]
    [InlineData("""{"__metadata__":{"k":"1","k":"2"},"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}""", "__metadata__.k twice")]
    [InlineData("""{"__metadata__":{"k":1},"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}""", "expected String, found Number")]
    [InlineData("""{"a":{"dtype":"F8_E4M3","shape":[8],"data_offsets":[0,8]}}""", "expected dtype F64, I64, F32, F16 or BF16, found F8_E4M3")]
    [InlineData("""{"a":{"dtype":"F32","shape":[-2],"data_offsets":[0,8]}}""", "expected a whole number")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2.0],"data_offsets":[0,8]}}""", "expected a whole number")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2147483648],"data_offsets":[0,8]}}""", "axes below 2^31")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2147483647,2147483647,4],"data_offsets":[0,8]}}""", "expected at most 1073741824 values")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1,1,1,1,1,1,1,1,2],"data_offsets":[0,8]}}""", "at most 8 axes")]
    [InlineData("""{"a":{"dtype":"F32","shape":[3],"data_offsets":[0,8]}}""", "expected 12 bytes for F32 (3), found data_offsets [0, 8]")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[8,0]}}""", "found data_offsets [8, 0]")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[9223372036854775800,9223372036854775807]}}""", "found data_offsets")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8,16]}}""", "expected EndArray")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8],"note":1}}""", "found note")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2]}}""", "expected dtype, shape and data_offsets, found fewer")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}""", "found a hole")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"b":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}""", "found an overlap")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}""", "as its header says, found")]
    [InlineData("""{"a":{"dtype":"F32","shape":[3],"data_offsets":[0,12]}}""", "as its header says, found")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}}""", "not valid JSON")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},}""", "not valid JSON")]
    [InlineData("""{"a":{"dtype":"F32","shape":[[2]],"data_offsets":[0,8]}}""", "not valid JSON")]
    [InlineData("""{"\ud800":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}""", "not valid JSON")]
    [InlineData("""[{"a":{}}]""", "starts with '{'")]
    [InlineData(""" {"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}""", "starts with '{'")]
    [InlineData("", "starts with '{'")]
    public void A_defect_is_named_with_what_was_expected(string header, string message)
    {
        var refusal = Refusal(() => Open(header, new byte[8]));
        Assert.Contains(message, refusal);
        Assert.Contains(_folder.PathOf("x.safetensors"), refusal);
    }

    [Theory]
    [InlineData(0, 0UL)]
    [InlineData(7, 0UL)]
    [InlineData(8, 1UL)]
    [InlineData(100, 93UL)]
    [InlineData(100, 1UL << 62)]
    [InlineData(100, ulong.MaxValue)]
    public void A_header_length_beyond_the_file_is_refused(int fileLength, ulong headerLength)
    {
        var prefix = new byte[8];
        BinaryPrimitives.WriteUInt64LittleEndian(prefix, headerLength);
        var bytes = new byte[fileLength];
        prefix.AsSpan(0, Math.Min(8, fileLength)).CopyTo(bytes);
        Assert.Contains("expected", Refusal(() => SafetensorsFile.Open(_folder.Write("x.safetensors", bytes))));
    }

    [Fact]
    public void A_missing_file_and_a_missing_tensor_are_named()
    {
        Assert.Contains("absent.safetensors", Refusal(() => SafetensorsFile.Open(_folder.PathOf("absent.safetensors"))));
        using var file = Open("{}", []);
        Assert.Contains("no tensor img_enc.fc.weight", Refusal(() => file.Read("img_enc.fc.weight")));
    }

    [Fact]
    public void A_file_cut_short_while_it_is_open_is_an_error_not_a_crash()
    {
        var path = _folder.PathOf("x.safetensors");
        SafetensorsWriter.Write(path, new Dictionary<string, WeightTensor> { ["a"] = new([5000], new float[5000]) });
        using var file = SafetensorsFile.Open(path);
        using (var cutter = new FileStream(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite))
            cutter.SetLength(9000);
        Assert.Contains("cut short", Refusal(() => file.Read("a")));
    }

    [Fact]
    public void A_closed_file_cannot_be_read()
    {
        var file = SafetensorsFile.Open(GoldenData.PathOf("tiny-SGR/inputs.safetensors"));
        file.Dispose();
        Assert.Throws<ObjectDisposedException>(() => file.Read("images"));
    }

    private SafetensorsFile Open(string header, byte[] data)
    {
        var json = System.Text.Encoding.UTF8.GetBytes(header.PadRight((header.Length + 7) & ~7));
        var prefix = new byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(prefix, json.Length);
        return SafetensorsFile.Open(_folder.Write("x.safetensors", [.. prefix, .. json, .. data]));
    }

    private static string Refusal(Func<object> action) => Assert.Throws<CheckpointException>(action).Message;
}
