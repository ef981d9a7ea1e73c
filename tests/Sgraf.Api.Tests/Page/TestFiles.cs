using Microsoft.Playwright;
using Sgraf.Tests;

namespace Sgraf.Api.Tests.Page;

/// <summary>Files that a reader chooses in the browser.</summary>
internal static class TestFiles
{
    public static FilePayload Picture(string name, int seed) =>
        new() { Name = name, MimeType = "image/png", Buffer = TestPicture.Create(320, 240, seed).Encode(".png") };

    /// <summary>Bears the name of a picture and is none.</summary>
    public static FilePayload Text(string name) => new() { Name = name, MimeType = "image/png", Buffer = "Not a picture."u8.ToArray() };
}
