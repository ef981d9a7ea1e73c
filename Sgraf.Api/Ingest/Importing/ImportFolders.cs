using Sgraf.Api.Problems;

namespace Sgraf.Api.Ingest.Importing;

/// <summary>Finds the folders that may be imported.</summary>
internal sealed class ImportFolders(ImportOptions options)
{
    private readonly SafeFolder[] _roots = [.. options.Roots.Select(root => new SafeFolder(root))];

    /// <summary>The path of a folder below one of the roots.</summary>
    /// <param name="name">A path from a root, or a whole path that begins with one; <c>.</c> is the first root itself.</param>
    /// <exception cref="ProblemException">There is no such folder, or it lies elsewhere. What lies elsewhere is not told.</exception>
    public string Find(string name)
    {
        if (_roots.Length == 0)
            throw new ProblemException(
                Errors.ImportRefused,
                $"No folder may be imported; name their roots in {ImportOptions.Section}:{nameof(options.Roots)}, or upload an archive.");
        return _roots.Select(root => Find(root, name.Trim())).FirstOrDefault(found => found is not null)
            ?? throw new ProblemException(
                Errors.ImportRefused, "There is no such folder below the configured roots, or a link or .. leads out of them.");
    }

    private static string? Find(SafeFolder root, string name)
    {
        if (name is "." or "./" || name.TrimEnd('/') == root.Path) return Directory.Exists(root.Path) ? root.Path : null;
        var below = name.StartsWith(root.Path + Path.DirectorySeparatorChar, StringComparison.Ordinal) ? name[(root.Path.Length + 1)..] : name;
        return root.Find(below.TrimEnd('/')) is { } found && Directory.Exists(found) ? found : null;
    }
}
