namespace Sgraf.Api.Ingest.Importing;

/// <summary>A line of a file.</summary>
/// <param name="Number">From 1.</param>
/// <param name="Offset">Its first byte.</param>
/// <param name="Length">Its bytes without the line's end.</param>
/// <param name="Bytes">The bytes; null when there are too many.</param>
internal readonly record struct FileLine(int Number, long Offset, int Length, byte[]? Bytes);

/// <summary>Reads the lines of a file that may be of any length, holding no more than one of them.</summary>
internal static class LineReader
{
    private const int BufferSize = 64 << 10;
    private static readonly byte[] Blanks = [.. " \t\r\uFEFF"u8];

    /// <summary>The lines that are not blank.</summary>
    /// <param name="stream">The file.</param>
    /// <param name="largest">Bytes of a line that are held at most.</param>
    public static IEnumerable<FileLine> Read(Stream stream, int largest)
    {
        var (buffer, line) = (new byte[BufferSize], new MemoryStream());
        var (number, offset, length) = (1, 0L, 0L);
        for (int count; (count = stream.Read(buffer)) > 0;)
        {
            for (var start = 0; start < count;)
            {
                var end = Array.IndexOf(buffer, (byte)'\n', start, count - start);
                var part = (end < 0 ? count : end) - start;
                if (length + part <= largest) line.Write(buffer, start, part);
                length += part;
                start += part;
                if (end < 0) break;
                if (Take(line, number, offset, length, largest) is { } taken) yield return taken;
                line.SetLength(0);
                (number, offset, length, start) = (number + 1, offset + length + 1, 0, start + 1);
            }
        }
        if (Take(line, number, offset, length, largest) is { } last) yield return last;
    }

    private static FileLine? Take(MemoryStream line, int number, long offset, long length, int largest)
    {
        if (length > largest) return new FileLine(number, offset, (int)Math.Min(length, int.MaxValue), null);
        var bytes = line.ToArray();
        return bytes.AsSpan().Trim(Blanks).IsEmpty ? null : new FileLine(number, offset, bytes.Length, bytes);
    }
}
