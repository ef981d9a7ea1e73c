using System.Collections.Concurrent;
using Microsoft.Playwright;

namespace Sgraf.Api.Tests.Page;

/// <summary>A page in a browser of its own, and everything that it complained about.</summary>
public sealed class OpenPage : IAsyncDisposable
{
    private const string RefusedRequest = "Failed to load resource";
    private readonly IBrowserContext _context;
    private readonly ConcurrentQueue<string> _complaints = new();

    internal OpenPage(IBrowserContext context, IPage page)
    {
        (_context, Page) = (context, page);
        page.PageError += (_, error) => _complaints.Enqueue(error);
        page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning") _complaints.Enqueue(message.Text);
        };
    }

    public IPage Page { get; }

    /// <summary>Errors of scripts, breaches of the content security policy, requests that were refused.</summary>
    public IReadOnlyCollection<string> Complaints => _complaints;

    /// <summary>The same without requests that the test itself has refused.</summary>
    public IEnumerable<string> Faults => _complaints.Where(text => !text.StartsWith(RefusedRequest, StringComparison.Ordinal));

    /// <summary>Writes a sentence and sends it off.</summary>
    public Task SearchAsync(string sentence) => Page.GetByRole(AriaRole.Searchbox).EvaluateAsync(
        // In one step: the page searches by itself when the typing pauses, and on a busy machine it did before Enter came.
        "(box, sentence) => { box.value = sentence; box.form.requestSubmit(); }", sentence);

    /// <summary>The cards of the pictures that a search found.</summary>
    public ILocator Hits => Page.GetByLabel("Pictures, best first").GetByRole(AriaRole.Listitem);

    /// <summary>The detail over the view.</summary>
    public ILocator Detail => Page.Locator("#detail");

    /// <summary>The words of the sentence in the detail.</summary>
    public ILocator Words => Detail.GetByRole(AriaRole.Toolbar).GetByRole(AriaRole.Button);

    /// <summary>How bright each region of the detail is, 0 to 1.</summary>
    public async Task<double[]> LightAsync() => await Detail.Locator(".region").EvaluateAllAsync<double[]>(
        "regions => regions.map(region => Number(region.style.getPropertyValue('--lit') || 0))");

    public async ValueTask DisposeAsync() => await _context.DisposeAsync();
}
