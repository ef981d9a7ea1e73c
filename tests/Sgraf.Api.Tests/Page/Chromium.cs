namespace Sgraf.Api.Tests.Page;

/// <summary>The browser that the page is tested in: the machine's own, nothing is downloaded.</summary>
internal static class Chromium
{
    private const string Variable = "SGRAF_CHROMIUM";
    private static readonly string[] Usual = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

    /// <summary>Its program; null where there is none.</summary>
    public static string? Path { get; } = Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } chosen
        ? chosen
        : Usual.FirstOrDefault(File.Exists);

    /// <summary>What keeps it quiet: no window, no sandbox (tests may run as root), no requests of its own.</summary>
    public static IReadOnlyList<string> Flags { get; } =
        ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync"];

    /// <summary>Skips the running test where there is no Chromium.</summary>
    public static void Require() =>
        Assert.SkipWhen(Path is null, $"Needs Chromium: install it (apt-get install chromium), or set {Variable} to its program.");
}
