using System.Text;

namespace Sgraf.Model.Text;

/// <summary>A file of captions, one a line, read as the official code reads it.</summary>
/// <remarks>
/// Only a line feed ends a line: a lone carriage return and U+2028 are white space within a caption. An empty line is a caption
/// of no words; a line feed at the end of the file starts no further one. A byte order mark is part of the first caption.
/// Differs: bytes that are not UTF-8 become U+FFFD, one for each maximal invalid part, where the official code stops.
/// </remarks>
public static class CaptionFile
{
    private const int BlockSize = 1 << 15;

    /// <summary>The captions of a file, normalized, read as they are asked for.</summary>
    /// <exception cref="IOException">The file cannot be opened or read; thrown when the first caption is asked for.</exception>
    public static IEnumerable<string> Read(string path)
    {
        using var stream = File.OpenRead(path);
        foreach (var caption in Read(stream)) yield return caption;
    }

    /// <summary>The captions of a stream, normalized, read as they are asked for: a line is handed out as soon as its end has come.</summary>
    /// <param name="stream">Bytes of the same layout as a file; it stays open.</param>
    public static IEnumerable<string> Read(Stream stream)
    {
        // Splitting, stripping and lower-casing touch ASCII alone, so it makes no difference that the bytes are decoded first.
        using var reader = new StreamReader(stream, new UTF8Encoding(), detectEncodingFromByteOrderMarks: false, BlockSize, leaveOpen: true);
        foreach (var line in Lines(reader)) yield return CaptionText.Normalize(line);
    }

    private static IEnumerable<string> Lines(StreamReader reader)
    {
        var block = new char[BlockSize];
        var line = new StringBuilder();
        for (int count, start = 0; (count = reader.Read(block, 0, block.Length)) > 0; start = 0)
        {
            for (int end; (end = Array.IndexOf(block, '\n', start, count - start)) >= 0; start = end + 1)
            {
                yield return line.Append(block, start, end - start).ToString();
                line.Clear();
            }
            line.Append(block, start, count - start);
        }
        if (line.Length > 0) yield return line.ToString();
    }
}
