using System.Buffers.Binary;
using Sgraf.Training.Import;

namespace Sgraf.Training.Tests.Import;

/// <summary>Writes pickles of protocol 2, sound or not.</summary>
internal sealed class PickleBuilder
{
    private readonly List<byte> _bytes = [(byte)Opcode.Proto, 2];

    /// <summary>Whether text is written as the byte strings of Python 2.</summary>
    public bool ByteStrings { get; init; }

    public PickleBuilder Raw(params ReadOnlySpan<byte> bytes)
    {
        _bytes.AddRange(bytes);
        return this;
    }

    public PickleBuilder Then(params ReadOnlySpan<Opcode> opcodes)
    {
        foreach (var opcode in opcodes)
            _bytes.Add((byte)opcode);
        return this;
    }

    public PickleBuilder Text(string text)
    {
        var bytes = System.Text.Encoding.UTF8.GetBytes(text);
        if (ByteStrings)
            return Raw((byte)Opcode.ShortBinString, (byte)bytes.Length).Raw(bytes);
        var length = new byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(length, bytes.Length);
        return Then(Opcode.BinUnicode).Raw(length).Raw(bytes);
    }

    public PickleBuilder Number(Int128 value)
    {
        var bytes = new byte[16];
        BinaryPrimitives.WriteInt128LittleEndian(bytes, value);
        return Raw((byte)Opcode.Long1, 16).Raw(bytes);
    }

    public PickleBuilder Global(string module, string name) =>
        Then(Opcode.Global).Raw(System.Text.Encoding.UTF8.GetBytes($"{module}\n{name}\n"));

    public PickleBuilder Tuple(params ReadOnlySpan<Int128> values)
    {
        Then(Opcode.Mark);
        foreach (var value in values)
            Number(value);
        return Then(Opcode.Tuple);
    }

    /// <summary>A view of a storage.</summary>
    public PickleBuilder Tensor(
        string key, Int128 count, Int128 offset, Int128[] sizes, Int128[] strides, string type = "FloatStorage", string location = "cuda:0") =>
        Global("torch._utils", "_rebuild_tensor_v2").Then(Opcode.Mark)
            .Then(Opcode.Mark).Text("storage").Global("torch", type).Text(key).Text(location).Number(count).Then(Opcode.None, Opcode.Tuple)
            .Then(Opcode.BinPersId).Number(offset).Tuple(sizes).Tuple(strides).Then(Opcode.NewFalse)
            .Global("collections", "OrderedDict").Then(Opcode.EmptyTuple, Opcode.Reduce, Opcode.Tuple, Opcode.Reduce);

    public byte[] End() => [.. _bytes, (byte)Opcode.Stop];
}
