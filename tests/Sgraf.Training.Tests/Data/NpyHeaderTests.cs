using System.Buffers.Binary;
using System.Text;
using Sgraf.Training.Data;

namespace Sgraf.Training.Tests.Data;

public sealed class NpyHeaderTests
{
    private const string Sound = "{'descr': '<f4', 'fortran_order': False, 'shape': (10, 36, 2048), }\n";

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Every_version_of_the_format_is_read(byte version)
    {
        var header = Read(Sound, version);
        Assert.Equal(("<f4", false), (header.ValueType, header.FortranOrder));
        Assert.Equal([10, 36, 2048], header.Shape);
        Assert.Equal((version == 1 ? 10 : 12) + Sound.Length, header.DataOffset);
    }

    [Theory]
    [InlineData("{'shape': (3,), 'descr': '<f8', 'fortran_order': True}\n", "<f8", true, 3L)]
    [InlineData("{'descr':'|u1','fortran_order':False,'shape':()}   \n", "|u1", false)]
    [InlineData("{ 'descr' : [('a', '<f4'), ('b', '<i8')] , 'fortran_order' : False , 'shape' : ( 2 , 3 ) , }\n", "[('a', '<f4'), ('b', '<i8')]", false, 2L, 3L)]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (10L, 36L)}\n", "<f4", false, 10L, 36L)]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (0, 999999999999999999)}\n", "<f4", false, 0L, 999999999999999999L)]
    public void Spacing_order_and_types_are_free(string text, string type, bool fortranOrder, params long[] shape)
    {
        var header = Read(text);
        Assert.Equal((type, fortranOrder), (header.ValueType, header.FortranOrder));
        Assert.Equal(shape, header.Shape);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}\n")]
    [InlineData("{'descr': '<f4', 'fortran_order': False}\n")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (1,), 'shape': (2,)}\n")]
    [InlineData("{'descr': '<f4', 'descr': '<f4', 'shape': (1,)}\n")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (1,), 'more': 1}\n")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (1)}\n")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': 1}\n")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (-1,)}\n")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (1.0,)}\n")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (1e3,)}\n")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (,)}\n")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (1,,2)}\n")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (1 2,)}\n")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (9999999999999999999,)}\n")]
    [InlineData("{'descr': '<f4', 'fortran_order': 0, 'shape': (1,)}\n")]
    [InlineData("{'descr': '<f4' 'fortran_order': False, 'shape': (1,)}\n")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (1,)}")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (1,)}\n\n")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (1,)} # more\n")]
    [InlineData("__import__('os').system('true')\n")]
    public void Anything_else_is_refused(string text)
    {
        var failure = Assert.Throws<NpyException>(() => Read(text));
        Assert.StartsWith("features.npy: expected a header like {'descr': '<f4'", failure.Message);
    }

    [Fact]
    public void Another_kind_of_file_is_named_as_such()
    {
        var failure = Assert.Throws<NpyException>(() => Read([.. "PK\x3\x4 and so on"u8]));
        Assert.Equal("features.npy is no .npy file: its first bytes are 504B030420616E64.", failure.Message);
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(4, 0)]
    [InlineData(1, 1)]
    public void An_unknown_version_is_refused(byte major, byte minor)
    {
        var bytes = Bytes(Sound, 1);
        (bytes[6], bytes[7]) = (major, minor);
        var failure = Assert.Throws<NpyException>(() => Read(bytes));
        Assert.Equal($"features.npy: expected version 1.0, 2.0 or 3.0 of the format, found {major}.{minor}.", failure.Message);
    }

    [Fact]
    public void A_huge_claimed_header_is_refused_before_memory_is_taken()
    {
        var bytes = Bytes(Sound, 2);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(8), uint.MaxValue);
        var failure = Assert.Throws<NpyException>(() => Read(bytes));
        Assert.Equal("features.npy: expected a header of at most 65536 bytes, found 4294967295.", failure.Message);
    }

    [Fact]
    public void A_header_cut_anywhere_is_refused()
    {
        var bytes = Bytes(Sound, 1);
        for (var length = 0; length < bytes.Length; length++)
        {
            var failure = Assert.Throws<NpyException>(() => Read(bytes[..length]));
            Assert.Equal("features.npy ended within its header; copy it again.", failure.Message);
        }
    }

    [Fact]
    public void No_changed_byte_ends_in_anything_but_a_header_or_a_refusal()
    {
        var sound = Bytes(Sound, 1);
        for (var place = 0; place < sound.Length; place++)
        {
            for (var value = 0; value < 256; value++)
            {
                var bytes = sound.ToArray();
                bytes[place] = (byte)value;
                var failure = Record.Exception(() => Read(bytes));
                Assert.True(failure is null or NpyException, $"Byte {place} as {value}: {failure}");
            }
        }
    }

    private static NpyHeader Read(string text, byte version = 1) => Read(Bytes(text, version));

    private static NpyHeader Read(byte[] bytes) => NpyHeader.Read(new MemoryStream(bytes), "features.npy");

    private static byte[] Bytes(string text, byte version)
    {
        var length = new byte[version == 1 ? 2 : 4];
        if (version == 1) BinaryPrimitives.WriteUInt16LittleEndian(length, (ushort)text.Length);
        else BinaryPrimitives.WriteUInt32LittleEndian(length, (uint)text.Length);
        return [0x93, .. "NUMPY"u8, version, 0, .. length, .. Encoding.ASCII.GetBytes(text)];
    }
}
