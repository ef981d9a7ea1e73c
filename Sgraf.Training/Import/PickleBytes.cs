using System.Buffers.Binary;
using System.Numerics;
using Sgraf.Model.Bundles;

namespace Sgraf.Training.Import;

/// <summary>The bytes of pickles, taken from the front; no length that they state is believed.</summary>
/// <param name="path">The file, for messages.</param>
/// <param name="bytes">All of them.</param>
internal sealed class PickleBytes(string path, ReadOnlyMemory<byte> bytes)
{
    private const int LargestText = 1 << 16;
    private const int LargestInteger = 16;

    /// <summary>Bytes taken so far.</summary>
    internal int Position { get; private set; }

    /// <exception cref="CheckpointException">There are fewer.</exception>
    internal ReadOnlySpan<byte> Take(long count)
    {
        if (count > bytes.Length - Position)
            throw Wrong($"{count} more bytes", $"{bytes.Length - Position}");
        var taken = bytes.Span.Slice(Position, (int)count);
        Position += (int)count;
        return taken;
    }

    internal uint TakeUInt32() => BinaryPrimitives.ReadUInt32LittleEndian(Take(sizeof(uint)));

    /// <summary>Text of Python 3, or the byte strings that Python 2 wrote in its place.</summary>
    internal string TakeText(uint length) => length <= LargestText
        ? System.Text.Encoding.UTF8.GetString(Take(length))
        : throw Wrong($"text of at most {LargestText} bytes", $"{length}");

    /// <summary>Text up to the end of its line.</summary>
    internal string TakeLine()
    {
        var length = bytes.Span[Position..].IndexOf((byte)'\n');
        if (length < 0)
            throw Wrong("the end of a line", "none");
        var line = TakeText((uint)length);
        Take(1);
        return line;
    }

    /// <summary>A whole number behind its length.</summary>
    internal BigInteger TakeInteger()
    {
        var length = Take(1)[0];
        return length <= LargestInteger
            ? new BigInteger(Take(length))
            : throw Wrong($"whole numbers of at most {LargestInteger} bytes", $"{length}");
    }

    internal CheckpointException Wrong(string expected, string found) =>
        new($"{path}: byte {Position} of its pickle: expected {expected}, found {found}.");
}
