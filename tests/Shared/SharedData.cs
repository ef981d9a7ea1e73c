namespace Sgraf.Tests;

/// <summary>Photos, features and vocabularies that are too large, or not ours, to lie in the repository.</summary>
/// <remarks>Found through SGRAF_SHARED; without it, in the folder <c>shared</c> beside the repository.</remarks>
internal static class SharedData
{
    /// <summary>The folder of shared data; null where there is none.</summary>
    public static string? Folder { get; } = Find();

    /// <summary>The path of a file or folder of shared data; skips the running test where it is absent.</summary>
    /// <param name="name">A path below the folder, for example <c>vocab/f30k_precomp_vocab.json</c>.</param>
    public static string Require(string name)
    {
        var path = Path.Combine(Folder ?? "", name);
        if (Folder is null || !Path.Exists(path))
            Assert.Skip($"Needs {name} of the shared data; set SGRAF_SHARED to its folder.");
        return path;
    }

    private static string? Find()
    {
        var chosen = Environment.GetEnvironmentVariable("SGRAF_SHARED");
        if (!string.IsNullOrEmpty(chosen)) return Path.GetFullPath(chosen);
        var beside = Repository.Root is { Parent: { } parent } ? Path.Combine(parent.FullName, "shared") : null;
        return Directory.Exists(beside) ? beside : null;
    }
}
