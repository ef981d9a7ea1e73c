using System.Text.Json;
using Sgraf.Api.Ingest.Indexing;
using Sgraf.Api.Problems;

namespace Sgraf.Api.Ingest.Importing;

/// <summary>The pictures of a folder: those that its lists name, or all where it has none.</summary>
/// <param name="folder">The folder.</param>
/// <param name="largest">Bytes of a picture's file at most.</param>
internal sealed class FolderSource(SafeFolder folder, int largest) : IImportSource
{
    /// <summary>Where pictures of a list may lie beside the list's own folder.</summary>
    private const string Images = "images";

    public IEnumerable<ImportItem> List()
    {
        if (!Directory.Exists(folder.Path)) throw new ProblemException(Errors.ImportRefused, "The folder is not there any more.");
        string[] lists = [.. folder.Lists()];
        return lists.Length == 0
            ? folder.Pictures().Order(StringComparer.Ordinal).Select(name => new ImportItem(name))
            : lists.SelectMany(ReadList);
    }

    public PictureSource Open(string name, ItemDetails? details) => new(PictureRules.Name(name), () => folder.Read(NameOf(name), largest))
    {
        Captions = details?.Captions ?? [],
        Metadata = details?.Metadata ?? new Dictionary<string, JsonElement>(),
    };

    public void Dispose()
    {
        // A folder holds nothing open.
    }

    private IEnumerable<ImportItem> ReadList(string name)
    {
        using var file = OpenList(name);
        foreach (var item in PictureLists.Read(name, file)) yield return item;
    }

    private FileStream OpenList(string name)
    {
        try
        {
            return SafeFolder.Open(folder.Find(name) ?? throw new FileNotFoundException());
        }
        catch (Exception failure) when (failure is ProblemException or IOException or UnauthorizedAccessException)
        {
            throw new ProblemException(Errors.ImportRefused, $"The list {name} cannot be read: it is empty, no regular file, or not to be opened; check its permissions.");
        }
    }

    private string NameOf(string name) => folder.Find(name) is null && folder.Find($"{Images}/{name}") is not null ? $"{Images}/{name}" : name;
}
