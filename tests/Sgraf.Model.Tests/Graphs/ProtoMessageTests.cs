using System.Runtime.InteropServices;
using Google.Protobuf;
using Sgraf.Model.Graphs;

namespace Sgraf.Model.Tests.Graphs;

public sealed class ProtoMessageTests
{
    [Fact]
    public void The_protobuf_library_reads_every_kind_of_field_back()
    {
        float[] numbers = [1.5f, -2];
        var message = new ProtoMessage().Add(1, -7).Add(2, 0.25f).Add(300, "région")
            .Add(4, new ProtoMessage().Add(1, 128)).Add<float>(5, numbers);
        using var input = new CodedInputStream(message.ToBytes());

        Assert.Equal(WireFormat.MakeTag(1, WireFormat.WireType.Varint), input.ReadTag());
        Assert.Equal(-7, input.ReadInt64());
        Assert.Equal(WireFormat.MakeTag(2, WireFormat.WireType.Fixed32), input.ReadTag());
        Assert.Equal(0.25f, input.ReadFloat());
        Assert.Equal(WireFormat.MakeTag(300, WireFormat.WireType.LengthDelimited), input.ReadTag());
        Assert.Equal("région", input.ReadString());
        Assert.Equal(WireFormat.MakeTag(4, WireFormat.WireType.LengthDelimited), input.ReadTag());
        Assert.Equal([8, 128, 1], input.ReadBytes().ToByteArray());
        Assert.Equal(WireFormat.MakeTag(5, WireFormat.WireType.LengthDelimited), input.ReadTag());
        Assert.Equal(numbers, MemoryMarshal.Cast<byte, float>(input.ReadBytes().Span).ToArray());
        Assert.True(input.IsAtEnd);
    }
}
