using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Sgraf.Api.Tests.Page;

/// <summary>What the page does when the service does not: the answers are put in by the browser, the page is the real one.</summary>
[Collection(PageFixture.Name)]
public sealed class TroublePageTests(PageFixture fixture)
{
    private const string Search = "**/search/text-to-image";

    // What the banner said passes too quickly for a test to wait for.
    private const string KeepBanners = """
        () => {
          window.banners = [];
          const banner = document.getElementById('banner');
          new MutationObserver(() => window.banners.push(banner.textContent)).observe(banner, { childList: true });
        }
        """;

    [Fact]
    public async Task A_busy_service_is_asked_again_when_it_said_to()
    {
        await using var open = await fixture.OpenAsync();
        await AnswerOnceAsync(open, 429, "The service has more work than it accepts", new() { ["Retry-After"] = "1" });
        await open.Page.EvaluateAsync(KeepBanners);
        await open.SearchAsync("a red ball");
        await Expect(open.Hits).ToHaveCountAsync(PageFixture.Gallery.Count);
        await Expect(open.Page.Locator("#banner")).ToBeHiddenAsync();
        Assert.Equal(["The service is busy. Asking again in 1 s.", ""], await open.Page.EvaluateAsync<string[]>("window.banners"));
        Assert.Empty(open.Faults);
    }

    [Fact]
    public async Task A_service_that_is_not_ready_is_waited_for()
    {
        await using var open = await fixture.OpenAsync();
        await AnswerOnceAsync(open, 503, "The service is not ready");
        await open.SearchAsync("a red ball");
        await Expect(open.Hits).ToHaveCountAsync(PageFixture.Gallery.Count);
        Assert.Empty(open.Faults);
    }

    [Fact]
    public async Task A_service_that_cannot_be_reached_is_looked_for_until_it_is_back()
    {
        await using var open = await fixture.OpenAsync();
        await Expect(open.Page.Locator("#model-dot")).ToHaveClassAsync("dot ready");
        await open.Page.Context.SetOfflineAsync(true);
        await open.SearchAsync("a red ball");
        await Expect(open.Page.Locator("#banner")).ToContainTextAsync("The service does not answer");
        await open.Page.Context.SetOfflineAsync(false);
        await Expect(open.Hits).ToHaveCountAsync(PageFixture.Gallery.Count);
        Assert.Empty(open.Faults);
    }

    [Fact]
    public async Task A_failure_is_shown_with_its_trace_and_can_be_tried_again()
    {
        await using var open = await fixture.OpenAsync();
        await AnswerOnceAsync(open, 500, "The service failed");
        await open.SearchAsync("a red ball");
        var alert = open.Page.GetByRole(AriaRole.Alert);
        await Expect(alert).ToContainTextAsync("The service failed");
        await Expect(alert).ToContainTextAsync("Trace 0af7651916cd43dd8448eb211c80319c");
        await alert.GetByRole(AriaRole.Button).ClickAsync();
        await Expect(open.Hits).ToHaveCountAsync(PageFixture.Gallery.Count);
    }

    [Fact]
    public async Task A_key_is_asked_for_kept_for_the_tab_and_sent_with_requests_and_pictures()
    {
        await using var open = await fixture.OpenAsync();
        var keys = new List<string?>();
        await open.Page.RouteAsync("**/images/*/thumbnail", async route =>
        {
            keys.Add(await route.Request.HeaderValueAsync("x-api-key"));
            await route.ContinueAsync();
        });
        await AnswerOnceAsync(open, 401, "An API key is needed");
        await open.SearchAsync("a red ball");
        await open.Page.GetByLabel("API key", new() { Exact = true }).FillAsync("a-key");
        await open.Page.GetByRole(AriaRole.Button, new() { Name = "Use this key" }).ClickAsync();
        await Expect(open.Hits.Locator("img.shown")).ToHaveCountAsync(PageFixture.Gallery.Count);
        Assert.Equal("a-key", await open.Page.EvaluateAsync<string>("sessionStorage.getItem('sgraf-api-key')"));
        Assert.Equal(PageFixture.Gallery.Count, keys.Count(key => key == "a-key"));
        Assert.Empty(open.Faults);
    }

    [Fact]
    public async Task A_newer_sentence_cancels_the_older_one()
    {
        await using var open = await fixture.OpenAsync();
        var (isHeld, failure) = (new TaskCompletionSource(), new TaskCompletionSource<string?>());
        open.Page.RequestFailed += (_, request) => failure.TrySetResult(request.Failure);
        await open.Page.RouteAsync(Search, async route =>
        {
            if (route.Request.PostData!.Contains("older", StringComparison.Ordinal)) isHeld.SetResult();
            else await route.ContinueAsync();
        });
        await open.SearchAsync("the older one");
        await isHeld.Task;
        await open.SearchAsync("a red ball");
        await Expect(open.Hits).ToHaveCountAsync(PageFixture.Gallery.Count);
        Assert.Equal("net::ERR_ABORTED", await failure.Task);
    }

    private static async Task AnswerOnceAsync(OpenPage open, int status, string title, Dictionary<string, string>? headers = null) =>
        await open.Page.RouteAsync(Search, route => route.FulfillAsync(new()
        {
            Status = status,
            ContentType = "application/problem+json",
            Headers = headers,
            Body = $$"""{"type":"/problems/x","title":"{{title}}","status":{{status}},"detail":"It says why.","traceId":"0af7651916cd43dd8448eb211c80319c"}""",
        }), new() { Times = 1 });
}
