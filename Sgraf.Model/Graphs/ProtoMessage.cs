using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Google.Protobuf;

namespace Sgraf.Model.Graphs;

/// <summary>One message of the protocol buffer wire format: numbered fields in the order they were added.</summary>
internal sealed class ProtoMessage
{
    private readonly List<Action<CodedOutputStream, Stream>> _fields = [];

    /// <summary>Bytes it takes.</summary>
    public long Size { get; private set; }

    /// <summary>A whole number, or an enumeration.</summary>
    public ProtoMessage Add(int field, long value) => Append(
        CodedOutputStream.ComputeTagSize(field) + CodedOutputStream.ComputeInt64Size(value),
        (output, _) =>
        {
            output.WriteTag(field, WireFormat.WireType.Varint);
            output.WriteInt64(value);
        });

    /// <summary>A single-precision number.</summary>
    public ProtoMessage Add(int field, float value) => Append(
        CodedOutputStream.ComputeTagSize(field) + sizeof(float),
        (output, _) =>
        {
            output.WriteTag(field, WireFormat.WireType.Fixed32);
            output.WriteFloat(value);
        });

    /// <summary>A text, in UTF-8.</summary>
    public ProtoMessage Add(int field, string value) => Append(
        CodedOutputStream.ComputeTagSize(field) + CodedOutputStream.ComputeStringSize(value),
        (output, _) =>
        {
            output.WriteTag(field, WireFormat.WireType.LengthDelimited);
            output.WriteString(value);
        });

    /// <summary>A message within this one; complete when it is added.</summary>
    public ProtoMessage Add(int field, ProtoMessage message) => Append(
        PrefixSize(field, message.Size) + message.Size,
        (output, bytes) =>
        {
            WritePrefix(output, field, message.Size);
            message.Write(output, bytes);
        });

    /// <summary>Numbers as their bytes. They are copied once, when the whole message is written.</summary>
    public ProtoMessage Add<T>(int field, ReadOnlyMemory<T> values) where T : unmanaged
    {
        var size = (long)values.Length * Unsafe.SizeOf<T>();
        return Append(PrefixSize(field, size) + size, (output, bytes) =>
        {
            WritePrefix(output, field, size);
            output.Flush();
            bytes.Write(MemoryMarshal.AsBytes(values.Span));
        });
    }

    /// <summary>The message as it goes over the wire.</summary>
    public byte[] ToBytes()
    {
        var message = new byte[Size];
        using var bytes = new MemoryStream(message);
        using var output = new CodedOutputStream(bytes);
        Write(output, bytes);
        return message;
    }

    private void Write(CodedOutputStream output, Stream bytes)
    {
        foreach (var field in _fields) field(output, bytes);
    }

    private ProtoMessage Append(long size, Action<CodedOutputStream, Stream> field)
    {
        Size += size;
        _fields.Add(field);
        return this;
    }

    private static long PrefixSize(int field, long size) =>
        CodedOutputStream.ComputeTagSize(field) + CodedOutputStream.ComputeUInt64Size((ulong)size);

    private static void WritePrefix(CodedOutputStream output, int field, long size)
    {
        output.WriteTag(field, WireFormat.WireType.LengthDelimited);
        output.WriteUInt64((ulong)size);
    }
}
