using System.Text.Json;
using Sgraf.Api.Gallery;
using Sgraf.Api.Ingest.Indexing;
using Sgraf.Api.Problems;

namespace Sgraf.Api.Ingest.Importing;

/// <summary>An uploaded list: each line holds a picture in base64, or the id of a picture of the gallery and captions for it.</summary>
/// <param name="path">The file.</param>
/// <param name="gallery">The gallery.</param>
/// <param name="largest">Bytes of a picture's file at most.</param>
internal sealed class LinesSource(string path, ImageGallery gallery, int largest) : IImportSource
{
    /// <summary>Room for captions beside a picture in base64.</summary>
    private const int LineAllowance = 1 << 20;

    private readonly FileStream _file = new(path, FileMode.Open, FileAccess.Read, FileShare.Read);

    private int LargestLine => largest / 3 * 4 + LineAllowance;

    public IEnumerable<ImportItem> List()
    {
        using var file = File.OpenRead(path);
        foreach (var line in LineReader.Read(file, LargestLine))
            yield return new ImportItem($"line {line.Number}")
            {
                Details = new ItemDetails { Offset = line.Offset, Length = line.Length },
                Error = line.Bytes is not null ? null : Problem.Of(new ProblemException(
                    Errors.LimitExceeded, $"The line has {line.Length:N0} bytes, expected at most {LargestLine:N0}.")),
            };
    }

    public PictureSource Open(string name, ItemDetails? details)
    {
        var line = ListLine.Parse(Read(details!));
        if (line.Image is null == line.Data is null)
            throw new ProblemException(
                Errors.InvalidJson,
                """Expected a line like {"name":"1.jpg","data":"<base64>","captions":["A dog runs."]}, or with "image" and an id instead of name and data.""");
        return new PictureSource(PictureRules.Name(line.Name ?? name), () => Bytes(line))
        {
            Captions = line.Captions ?? [],
            Metadata = line.Metadata ?? new Dictionary<string, JsonElement>(),
        };
    }

    public void Dispose() => _file.Dispose();

    private byte[] Bytes(ListLine line)
    {
        if (line.Image is { } id)
            return gallery.ReadFile(id)?.ToArray() ?? throw new ProblemException(
                Errors.ImageNotFound, "There is no picture of this id; GET /images lists them.");
        return line.Data!.Bytes ?? throw new ProblemException(
            Errors.PictureRefused, "The data is no base64; encode the bytes of the picture's file.");
    }

    private byte[] Read(ItemDetails details)
    {
        var bytes = new byte[details.Length!.Value];
        for (int start = 0, count; start < bytes.Length; start += count)
        {
            count = RandomAccess.Read(_file.SafeFileHandle, bytes.AsSpan(start), details.Offset!.Value + start);
            if (count == 0) throw new ProblemException(Errors.ImportRefused, "The uploaded file is not whole any more; send it again.");
        }
        return bytes;
    }
}
