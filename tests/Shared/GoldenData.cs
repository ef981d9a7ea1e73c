namespace Sgraf.Tests;

/// <summary>The reference numbers of the official code, copied beside the test program at build.</summary>
/// <remarks>SGRAF_GOLDEN names another folder of the same layout, for example one with more cases.</remarks>
internal static class GoldenData
{
    /// <summary>The folder of reference numbers.</summary>
    public static string Folder { get; } = Find();

    /// <summary>A file or folder below it, for example <c>tiny-SGR/config.json</c>.</summary>
    public static string PathOf(string name) => Path.Combine(Folder, name);

    private static string Find()
    {
        var chosen = Environment.GetEnvironmentVariable("SGRAF_GOLDEN");
        var folder = string.IsNullOrEmpty(chosen) ? Path.Combine(AppContext.BaseDirectory, "Golden") : Path.GetFullPath(chosen);
        return Directory.Exists(folder)
            ? folder
            : throw new DirectoryNotFoundException($"No reference numbers at {folder}; unset SGRAF_GOLDEN or build the tests again.");
    }
}
