using System.IO.Enumeration;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Sgraf.Training.Data;

/// <summary>Which pictures there are, in the order in which their features are written.</summary>
internal static class PictureList
{
    /// <summary>Captions of a picture in the published layout, where row i of the features belongs to captions 5 i to 5 i + 4.</summary>
    public const int CaptionsPerPicture = 5;

    private static readonly string[] Extensions = [".jpg", ".jpeg", ".png", ".webp", ".gif", ".tif", ".tiff", ".avif"];

    /// <summary>A list file: <c>.jsonl</c> with captions, anything else one name a line.</summary>
    /// <exception cref="PictureListException">The list is malformed, or empty.</exception>
    public static IReadOnlyList<ListedPicture> Read(string path)
    {
        var isJson = Path.GetExtension(path).Equals(".jsonl", StringComparison.OrdinalIgnoreCase);
        ListedPicture[] pictures = [.. File.ReadLines(path).Index().Where(line => !string.IsNullOrWhiteSpace(line.Item))
            .Select(line => isJson ? Parse(path, line.Index + 1, line.Item) : new ListedPicture(line.Item.Trim(), []))];
        return pictures.Length > 0 ? pictures : throw new PictureListException($"{path} lists no picture; write one a line.");
    }

    /// <summary>The pictures of a folder and of those below it, by name.</summary>
    /// <remarks>Links to folders are not entered: one that leads upwards would list the same pictures again and again.</remarks>
    /// <exception cref="PictureListException">There is none.</exception>
    public static IReadOnlyList<ListedPicture> OfFolder(string folder)
    {
        var everything = new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.None, IgnoreInaccessible = false };
        var files = new FileSystemEnumerable<string>(folder, (ref entry) => entry.ToSpecifiedFullPath(), everything)
        {
            ShouldIncludePredicate = (ref entry) => !entry.IsDirectory,
            ShouldRecursePredicate = (ref entry) => !entry.Attributes.HasFlag(FileAttributes.ReparsePoint),
        };
        ListedPicture[] pictures = [.. files
            .Where(file => Extensions.Contains(Path.GetExtension(file), StringComparer.OrdinalIgnoreCase))
            .Select(file => Path.GetRelativePath(folder, file).Replace('\\', '/')).Order(StringComparer.Ordinal)
            .Select(name => new ListedPicture(name, []))];
        return pictures.Length > 0
            ? pictures
            : throw new PictureListException($"{folder} holds no picture ({string.Join(", ", Extensions)}).");
    }

    private static ListedPicture Parse(string path, int line, string text)
    {
        const string Example = """{"image": "images/1.jpg", "captions": ["...", "...", "...", "...", "..."]}""";
        try
        {
            var entry = JsonSerializer.Deserialize(text, PictureListJson.Default.Entry);
            if (entry is not { Image.Length: > 0, Captions: not null })
                throw new PictureListException($"{path}, line {line}: expected a line like {Example}.");
            if (entry.Captions.Length != CaptionsPerPicture)
                throw new PictureListException(
                    $"{path}, line {line}: expected {CaptionsPerPicture} captions of {entry.Image}, found {entry.Captions.Length}.");
            if (entry.Captions.Contains(null))
                throw new PictureListException($"{path}, line {line}: expected a line like {Example}, found a caption of {entry.Image} that is null.");
            return new ListedPicture(entry.Image, entry.Captions!);
        }
        catch (JsonException failure)
        {
            throw new PictureListException($"{path}, line {line}: expected a line like {Example}: {failure.Message}");
        }
    }

    internal sealed record Entry(string? Image, string?[]? Captions);
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(PictureList.Entry))]
internal sealed partial class PictureListJson : JsonSerializerContext;
