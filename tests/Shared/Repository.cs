namespace Sgraf.Tests;

/// <summary>The source tree that the tests were built from.</summary>
internal static class Repository
{
    /// <summary>The folder that holds Sgraf.sln; null where the tests run away from it.</summary>
    public static DirectoryInfo? Root { get; } = Find();

    /// <summary>A file of the source tree; skips the running test where there is none.</summary>
    /// <param name="name">A path below the root, for example <c>Sgraf.Api/Sgraf.Api.csproj</c>.</param>
    public static string Require(string name)
    {
        if (Root is null) Assert.Skip("Needs the source tree, which is not above the test program.");
        return Path.Combine(Root.FullName, name);
    }

    private static DirectoryInfo? Find()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Sgraf.sln"))) folder = folder.Parent;
        return folder;
    }
}
