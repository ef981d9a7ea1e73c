using Sgraf.Api.Problems;

namespace Sgraf.Api.Ingest.Importing;

/// <summary>A folder that no name leads out of: neither <c>..</c>, nor a path from the root, nor a link.</summary>
/// <param name="path">The folder.</param>
internal sealed class SafeFolder(string path)
{
    private readonly string _path = System.IO.Path.TrimEndingDirectorySeparator(System.IO.Path.GetFullPath(path));

    /// <summary>The folder.</summary>
    public string Path => _path;

    /// <summary>Whether a name, on its own, stays below the folder that it is looked up in.</summary>
    public static bool IsInside(string name) =>
        name.Length > 0 && !System.IO.Path.IsPathRooted(name) && !name.Contains('\\') && !name.Contains('\0') && !name.Contains(':')
        && name.Split('/').All(part => part is not ("" or "." or ".."));

    /// <summary>The path of something below the folder; null when there is nothing of that name, or a link on the way.</summary>
    public string? Find(string name)
    {
        if (!IsInside(name)) return null;
        var found = _path;
        foreach (var part in name.Split('/'))
        {
            found = System.IO.Path.Combine(found, part);
            FileSystemInfo info = Directory.Exists(found) ? new DirectoryInfo(found) : new FileInfo(found);
            if (!info.Exists || IsLink(info)) return null;
        }
        return found;
    }

    /// <summary>Names of the pictures in the folder and below, by name; links are passed over.</summary>
    public IEnumerable<string> Pictures()
    {
        var options = new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint };
        return Directory.EnumerateFiles(_path, "*", options)
            .Where(file => PictureLists.PictureExtensions.Contains(System.IO.Path.GetExtension(file), StringComparer.OrdinalIgnoreCase))
            .Select(file => System.IO.Path.GetRelativePath(_path, file).Replace('\\', '/'));
    }

    /// <summary>Names of the lists in the folder.</summary>
    public IEnumerable<string> Lists() => Directory.EnumerateFiles(_path, "*", new EnumerationOptions { AttributesToSkip = FileAttributes.ReparsePoint })
        .Select(file => System.IO.Path.GetFileName(file)).Where(PictureLists.IsList).Order(StringComparer.Ordinal);

    /// <summary>Reads a file that is no longer than it may be.</summary>
    /// <exception cref="ProblemException">It is not there, cannot be read, or is too long.</exception>
    public byte[] Read(string name, int largest)
    {
        var found = Find(name) ?? throw new ProblemException(
            Errors.PictureRefused, "There is no such file in the folder, or it is a link.");
        try
        {
            using var file = Open(found);
            return Bounded.Read(file, largest);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new ProblemException(Errors.PictureRefused, "The file cannot be read; check its permissions.");
        }
    }

    /// <summary>Opens a file that holds something. Pipes and devices have no length, and opening one may wait for ever.</summary>
    /// <exception cref="ProblemException">It is empty, or no file of bytes.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static FileStream Open(string path) => new FileInfo(path).Length > 0
        ? new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read)
        : throw new ProblemException(Errors.PictureRefused, "The file is empty, or no regular file.");

    private static bool IsLink(FileSystemInfo info) => info.LinkTarget is not null || info.Attributes.HasFlag(FileAttributes.ReparsePoint);
}
