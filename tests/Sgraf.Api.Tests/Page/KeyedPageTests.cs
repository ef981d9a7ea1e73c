using Microsoft.Playwright;
using Sgraf.Api.Access;
using Sgraf.Api.Tests.Application;
using static Microsoft.Playwright.Assertions;

namespace Sgraf.Api.Tests.Page;

[Collection(PageFixture.Name)]
public sealed class KeyedPageTests(PageFixture fixture)
{
    private const string Key = "sgraf_of-a-test";

    [Fact]
    public async Task With_its_key_the_page_adds_a_picture_shows_it_and_finds_it()
    {
        Chromium.Require();
        await using var service = NewService();
        using var client = await service.ReadyAsync();
        await using var open = await fixture.OpenAsync("#/add", service: client.BaseAddress);
        await GiveAsync(open, "another key");
        await Expect(open.Page.Locator("#ask-title")).ToHaveTextAsync("That key was refused");
        await GiveAsync(open, Key);
        await open.Page.GetByLabel("Drop pictures here").SetInputFilesAsync(TestFiles.Picture("new.png", seed: 700));
        await Expect(open.Page.GetByLabel("Files", new() { Exact = true })).ToContainTextAsync("Added");
        await open.Page.GetByRole(AriaRole.Link, new() { Name = "Search them" }).ClickAsync();
        await open.SearchAsync("a red ball");
        await Expect(open.Hits.Locator("img.shown")).ToHaveCountAsync(1);
        await open.Hits.First.GetByRole(AriaRole.Link).ClickAsync();
        await Expect(open.Detail.Locator(".stage img.shown")).ToBeVisibleAsync();
        Assert.Empty(open.Faults);
    }

    [Fact]
    public async Task The_late_refusal_of_a_replaced_key_asks_for_no_other()
    {
        Chromium.Require();
        await using var service = NewService();
        using var client = await service.ReadyAsync();
        await using var open = await fixture.OpenAsync(service: client.BaseAddress);
        var isReplaced = new TaskCompletionSource();
        await open.Page.RouteAsync("**/models", async route =>
        {
            if (await route.Request.HeaderValueAsync(ApiKeys.Header) == "another key") await isReplaced.Task;
            await route.ContinueAsync();
        });
        await GiveAsync(open, "another key");
        await Expect(open.Page.Locator("#ask-title")).ToHaveTextAsync("That key was refused");
        await GiveAsync(open, Key);
        await Expect(open.Page.Locator("#ask")).ToBeHiddenAsync();
        await open.Page.RunAndWaitForResponseAsync(
            () => Task.Run(isReplaced.SetResult, TestContext.Current.CancellationToken),
            answer => answer.Ok && answer.Url.EndsWith("/models", StringComparison.Ordinal));
        await Expect(open.Page.Locator("#ask")).ToBeHiddenAsync();
        Assert.Empty(open.Faults);
    }

    [Fact]
    public async Task A_key_counts_from_the_press_of_the_button()
    {
        Chromium.Require();
        await using var service = NewService();
        using var client = await service.ReadyAsync();
        await using var open = await fixture.OpenAsync(service: client.BaseAddress);
        await open.Page.GetByLabel("API key", new() { Exact = true }).FillAsync($" {Key} ");
        var kept = await open.Page.GetByRole(AriaRole.Button, new() { Name = "Use this key" })
            .EvaluateAsync<string[]>("button => (button.click(), Object.values(sessionStorage))");
        Assert.Equal([Key], kept);
    }

    private static Service NewService()
    {
        var service = new Service()
            .Set("Access:Keys:0:Name", "reader")
            .Set("Access:Keys:0:Sha256", Convert.ToHexString(ApiKeys.Hash(Key)));
        service.UseKestrel(0);
        return service;
    }

    private static async Task GiveAsync(OpenPage open, string key)
    {
        await open.Page.GetByLabel("API key", new() { Exact = true }).FillAsync(key);
        await open.Page.GetByRole(AriaRole.Button, new() { Name = "Use this key" }).ClickAsync();
    }
}
