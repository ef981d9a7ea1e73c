using Sgraf.Api.Problems;

namespace Sgraf.Api.Ingest.Importing;

/// <summary>Reads the lists of a folder or archive: lines of {"image", "captions", "metadata"}.</summary>
internal static class PictureLists
{
    /// <summary>Endings of the files that are taken where no list says which.</summary>
    public static readonly string[] PictureExtensions = [".jpg", ".jpeg", ".png", ".webp", ".gif", ".tif", ".tiff", ".avif"];

    /// <summary>Ending of a list.</summary>
    public const string Extension = ".jsonl";

    /// <summary>What <c>sgraf scenes</c> and <c>sgraf features</c> write beside a list: lines about pictures, but no list of them.</summary>
    private static readonly string[] OtherEndings = ["_boxes.jsonl", "_regions.jsonl"];

    /// <summary>Bytes of a line: captions of one picture.</summary>
    private const int LargestLine = 1 << 20;

    /// <summary>Whether a file is a list, by its name.</summary>
    public static bool IsList(string name) =>
        name.EndsWith(Extension, StringComparison.OrdinalIgnoreCase)
        && !OtherEndings.Any(ending => name.EndsWith(ending, StringComparison.OrdinalIgnoreCase));

    /// <summary>The items of a list; a line that cannot be read is an item that failed.</summary>
    /// <param name="name">The list's name, for messages.</param>
    /// <param name="stream">The list.</param>
    public static IEnumerable<ImportItem> Read(string name, Stream stream)
    {
        foreach (var line in LineReader.Read(stream, LargestLine))
        {
            ImportItem item;
            try
            {
                item = Item(line);
            }
            catch (ProblemException failure)
            {
                item = new ImportItem($"{name}, line {line.Number}") { Error = Problem.Of(failure) };
            }
            yield return item;
        }
    }

    private static ImportItem Item(FileLine line)
    {
        if (line.Bytes is null) throw new ProblemException(
            Errors.LimitExceeded, $"The line has {line.Length:N0} bytes, expected at most {LargestLine:N0}.");
        var read = ListLine.Parse(line.Bytes);
        if (read is not { Image: { Length: > 0 } image, Data: null, Name: null })
            throw new ProblemException(Errors.InvalidJson, """Expected a line like {"image":"images/1.jpg","captions":["A dog runs."]}.""");
        return new ImportItem(image) { Details = new ItemDetails { Captions = read.Captions, Metadata = read.Metadata } };
    }
}
