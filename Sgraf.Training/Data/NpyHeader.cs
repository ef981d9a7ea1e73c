using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Sgraf.Training.Data;

/// <summary>What an .npy file says of its array: the type of its values, their order, and the shape.</summary>
/// <remarks>
/// NumPy's format, versions 1.0, 2.0 and 3.0: a magic word, the version, the length of a text, and the text, which is a Python
/// dictionary. Nothing but the three keys of the format is accepted in it.
/// </remarks>
/// <param name="ValueType">NumPy's name of the type, for example <c>&lt;f4</c>; a list for records.</param>
/// <param name="FortranOrder">Whether the first axis, and not the last, runs fastest.</param>
/// <param name="Shape">Lengths of the axes; none for a single number.</param>
/// <param name="DataOffset">Where the values start, in bytes.</param>
public sealed partial record NpyHeader(string ValueType, bool FortranOrder, IReadOnlyList<long> Shape, int DataOffset)
{
    /// <summary>The first bytes of every .npy file.</summary>
    internal static ReadOnlySpan<byte> Magic => [0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y'];

    /// <summary>The longest text that is read, in bytes; NumPy itself stops at 10,000.</summary>
    private const int LongestText = 1 << 16;

    /// <summary>Reads the header of an open file.</summary>
    /// <param name="file">The file, at its first byte.</param>
    /// <param name="path">Its name, for messages.</param>
    /// <exception cref="NpyException">The file is no .npy file, or its header is not sound.</exception>
    public static NpyHeader Read(Stream file, string path)
    {
        var length = ReadTextLength(file, path, out var encoding);
        var text = encoding.GetString(ReadExactly(file, path, length));
        var match = Dictionary.Match(text);
        if (!match.Success || ((string[])["type", "order", "shape"]).Any(key => match.Groups[key].Captures.Count != 1))
            throw new NpyException(
                $"{path}: expected a header like {{'descr': '<f4', 'fortran_order': False, 'shape': (10, 36, 2048), }}, found {Excerpt(text)}.");
        var shape = match.Groups["axis"].Captures.Select(axis => long.Parse(axis.ValueSpan, CultureInfo.InvariantCulture));
        return new NpyHeader(match.Groups["type"].Value, match.Groups["order"].Value == "True", [.. shape], checked((int)file.Position));
    }

    /// <summary>The header as NumPy would write it, the shape apart.</summary>
    internal static string ShapeText(IReadOnlyList<long> shape) =>
        shape.Count == 1 ? $"({shape[0]},)" : $"({string.Join(", ", shape)})";

    private static int ReadTextLength(Stream file, string path, out Encoding encoding)
    {
        var start = ReadExactly(file, path, Magic.Length + 2);
        if (!start.AsSpan().StartsWith(Magic))
            throw new NpyException($"{path} is no .npy file: its first bytes are {Convert.ToHexString(start)}.");
        var (major, minor) = (start[^2], start[^1]);
        if (major is < 1 or > 3 || minor != 0)
            throw new NpyException($"{path}: expected version 1.0, 2.0 or 3.0 of the format, found {major}.{minor}.");
        encoding = major == 3 ? Encoding.UTF8 : Encoding.Latin1;
        var length = major == 1
            ? BinaryPrimitives.ReadUInt16LittleEndian(ReadExactly(file, path, sizeof(ushort)))
            : BinaryPrimitives.ReadUInt32LittleEndian(ReadExactly(file, path, sizeof(uint)));
        return length <= LongestText
            ? (int)length
            : throw new NpyException($"{path}: expected a header of at most {LongestText} bytes, found {length}.");
    }

    private static byte[] ReadExactly(Stream file, string path, int count)
    {
        var bytes = new byte[count];
        return file.ReadAtLeast(bytes, count, throwOnEndOfStream: false) == count
            ? bytes
            : throw new NpyException($"{path} ended within its header; copy it again.");
    }

    private static string Excerpt(string text) => text.Length <= 200 ? text.Trim() : $"{text[..200]}...";

    [GeneratedRegex("""
        \A\{\s*
        (?: (?: 'descr'\s*:\s*(?: '(?<type>[^'\\]*)' | (?<type>\[[^\]]*\]) )
              | 'fortran_order'\s*:\s*(?<order>True|False)
              | 'shape'\s*:\s*(?<shape>\(\s*(?:(?:(?<axis>\d{1,18})L?\s*,\s*)+(?:(?<axis>\d{1,18})L?\s*)?)?\)) )
            \s*(?:,\s*|(?=\})) ){3}
        \}\x20*\n\z
        """, RegexOptions.IgnorePatternWhitespace | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex Dictionary { get; }
}
