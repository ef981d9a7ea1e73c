using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Playwright;
using Sgraf.Api.Tests.Application;
using Sgraf.Tests;

namespace Sgraf.Api.Tests.Page;

/// <summary>The whole service on a port of its own, with a few pictures in its gallery, and a browser.</summary>
public sealed class PageFixture : IAsyncLifetime
{
    /// <summary>The collection of all tests that use it.</summary>
    public const string Name = "page";

    // Of the browser, where the machine is busy; what is slower than this has failed.
    private const float Patience = 30_000;

    private readonly Service _service = new();
    private readonly TemporaryFolder _importRoot = new();
    private IPlaywright? _playwright;
    private IBrowser? _browser;

    /// <summary>The pictures of the gallery, each with its captions.</summary>
    public static IReadOnlyDictionary<string, string[]> Gallery { get; } = new Dictionary<string, string[]>
    {
        ["one.png"] = ["a small red cube on the left", "the large blue ball"],
        ["two.png"] = ["a green cone right of a red ball"],
        ["three.png"] = ["a large blue cube left of the cone"],
        ["four.png"] = ["the small green ball on a cube"],
        ["five.png"] = [],
    };

    /// <summary>Asks the service without the page.</summary>
    public HttpClient Client { get; private set; } = null!;

    /// <summary>A folder whose folders may be imported.</summary>
    public string ImportRoot => _importRoot.Path;

    public async ValueTask InitializeAsync()
    {
        if (Chromium.Path is null) return;      // every test says so and is skipped
        _service.Set("Import:Roots:0", ImportRoot).UseKestrel(0);
        Client = await _service.ReadyAsync();
        await FillAsync();
        Assertions.SetDefaultExpectTimeout(Patience);
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new() { ExecutablePath = Chromium.Path, Args = Chromium.Flags });
    }

    /// <summary>A browser without a past, at an address of the page.</summary>
    /// <param name="address">What follows the service's address, for example <c>#/gallery</c>.</param>
    /// <param name="options">Its size and preferences.</param>
    /// <param name="service">Another service than the fixture's.</param>
    public async Task<OpenPage> OpenAsync(string address = "", BrowserNewContextOptions? options = null, Uri? service = null)
    {
        Chromium.Require();
        options ??= new BrowserNewContextOptions();
        options.BaseURL = (service ?? Client.BaseAddress)!.ToString();
        var context = await _browser!.NewContextAsync(options);
        var page = new OpenPage(context, await context.NewPageAsync());
        await page.Page.GotoAsync($"/{address}");
        return page;
    }

    /// <summary>Asks the service why a pair has its score.</summary>
    public async Task<JsonElement> ExplainAsync(string id, string text)
    {
        using var response = await Client.PostAsJsonAsync(new Uri("/explain", UriKind.Relative), new { image = new { id }, text });
        return await response.JsonAsync();
    }

    /// <summary>Deletes the pictures that a test added, for those that come after it.</summary>
    public async Task RestoreAsync()
    {
        using var response = await Client.GetAsync(new Uri("/images?limit=100", UriKind.Relative));
        foreach (var item in (await response.JsonAsync()).GetProperty("items").EnumerateArray())
        {
            if (Gallery.ContainsKey(item.GetProperty("name").GetString()!)) continue;
            using var deleted = await Client.DeleteAsync(new Uri($"/images/{item.GetProperty("id").GetString()}", UriKind.Relative));
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null) await _browser.DisposeAsync();
        _playwright?.Dispose();
        await _service.DisposeAsync();
        _importRoot.Dispose();
    }

    private async Task FillAsync()
    {
        using var form = new MultipartFormDataContent { { new StringContent(JsonSerializer.Serialize(Gallery)), "captions" } };
        foreach (var (name, seed) in Gallery.Keys.Select((name, place) => (name, place + 1)))
            form.Add(new ByteArrayContent(TestPicture.Create(320, 240, seed).Encode(".png")), "files", name);
        using var response = await Client.PostAsync(new Uri("/images", UriKind.Relative), form);
        foreach (var result in (await response.JsonAsync()).GetProperty("results").EnumerateArray())
            Assert.Equal("added", result.GetProperty("status").GetString());
    }
}
