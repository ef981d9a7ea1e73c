using System.IO.Compression;
using System.Text.Json;
using Sgraf.Api.Ingest.Indexing;
using Sgraf.Api.Problems;

namespace Sgraf.Api.Ingest.Importing;

/// <summary>The pictures of a zip archive: those that its lists name, or all where it has none. Nothing is unpacked to the disk.</summary>
internal sealed class ArchiveSource : IImportSource
{
    private readonly ZipArchive _archive;
    private readonly Dictionary<string, ZipArchiveEntry> _entries;
    private readonly int _largest;
    private readonly Lock _lock = new();    // an archive is read by one thread at a time

    /// <param name="path">The file.</param>
    /// <param name="largest">Bytes of a picture's file at most.</param>
    /// <exception cref="ProblemException">It is no sound archive.</exception>
    public ArchiveSource(string path, int largest)
    {
        (_archive, _largest) = (OpenArchive(path), largest);
        _entries = _archive.Entries.Where(entry => entry.Name.Length > 0).GroupBy(entry => entry.FullName).ToDictionary(
            entries => entries.Key, entries => entries.Last(), StringComparer.Ordinal);
    }

    /// <summary>Refuses an archive that could harm, before anything of it is read.</summary>
    /// <exception cref="ProblemException">It has too many entries, unpacks to too much, or names something outside of itself.</exception>
    public static void Check(string path, ImportOptions options)
    {
        using var archive = OpenArchive(path);
        var entries = Entries(archive);
        if (entries.Count > options.ArchiveEntries)
            throw ImportOptions.Passed(
                Errors.ImportRefused, $"The archive has {entries.Count} entries", options.ArchiveEntries, nameof(options.ArchiveEntries));
        if (entries.FirstOrDefault(entry => !SafeFolder.IsInside(entry.FullName.TrimEnd('/'))) is { } outside)
            throw new ProblemException(
                Errors.ImportRefused,
                $"The archive has an entry whose name leads out of it, number {entries.IndexOf(outside) + 1}; pack it again with plain relative names.");
        var unpacked = entries.Sum(entry => (decimal)Math.Max(0, entry.Length));
        if (unpacked > (decimal)options.ArchiveMegabytes * (1 << 20))
            throw ImportOptions.Passed(
                Errors.ImportRefused, $"The archive's files have {unpacked / (1 << 20):N0} MiB", options.ArchiveMegabytes, nameof(options.ArchiveMegabytes));
        const int SmallEnough = 10 << 20;
        if (unpacked > SmallEnough && unpacked > (decimal)new FileInfo(path).Length * options.ArchiveRatio)
            throw ImportOptions.Passed(
                Errors.ImportRefused, $"The archive's files are {unpacked / new FileInfo(path).Length:N0} times larger than the archive",
                options.ArchiveRatio, nameof(options.ArchiveRatio));
    }

    public IEnumerable<ImportItem> List()
    {
        ZipArchiveEntry[] lists =
        [
            .. _entries.Values.Where(entry => PictureLists.IsList(entry.FullName) && !IsHidden(entry))
                .OrderBy(entry => entry.FullName, StringComparer.Ordinal),
        ];
        if (lists.Length > 0) return lists.SelectMany(ReadList);
        return _entries.Values.Where(entry => HasExtension(entry, PictureLists.PictureExtensions) && !IsHidden(entry)).Select(entry => entry.FullName)
            .Order(StringComparer.Ordinal).Select(name => new ImportItem(name));
    }

    public PictureSource Open(string name, ItemDetails? details) => new(PictureRules.Name(name), () => Read(name))
    {
        Captions = details?.Captions ?? [],
        Metadata = details?.Metadata ?? new Dictionary<string, JsonElement>(),
    };

    public void Dispose() => _archive.Dispose();

    private static ZipArchive OpenArchive(string path)
    {
        try
        {
            return ZipFile.OpenRead(path);
        }
        catch (InvalidDataException)
        {
            throw new ProblemException(Errors.ImportRefused, "The file is no zip archive, or a damaged one; pack it again.");
        }
    }

    private static List<ZipArchiveEntry> Entries(ZipArchive archive)
    {
        try
        {
            return [.. archive.Entries];
        }
        catch (InvalidDataException)
        {
            throw new ProblemException(Errors.ImportRefused, "The archive's list of files is damaged; pack it again.");
        }
    }

    /// <summary>What macOS adds to archives.</summary>
    private static bool IsHidden(ZipArchiveEntry entry) => entry.FullName.StartsWith("__MACOSX/", StringComparison.Ordinal) || entry.Name.StartsWith('.');

    private static bool HasExtension(ZipArchiveEntry entry, string[] extensions) =>
        extensions.Contains(Path.GetExtension(entry.Name), StringComparer.OrdinalIgnoreCase);

    /// <summary>Names in a list count from the list's own folder.</summary>
    private IEnumerable<ImportItem> ReadList(ZipArchiveEntry list)
    {
        using var stream = list.Open();
        var folder = list.FullName[..^list.Name.Length];
        foreach (var item in PictureLists.Read(list.FullName, stream))
            yield return item.Error is null ? item with { Name = folder + item.Name } : item;
    }

    private byte[] Read(string name)
    {
        if (!_entries.TryGetValue(name, out var entry))
            throw new ProblemException(Errors.PictureRefused, "There is no such file in the archive.");
        lock (_lock)
        {
            try
            {
                using var stream = entry.Open();
                return Bounded.Read(stream, _largest);
            }
            catch (InvalidDataException)
            {
                throw new ProblemException(
                    Errors.PictureRefused, "The file is damaged in the archive, or packed by a method that is not known; pack it again.");
            }
        }
    }
}
