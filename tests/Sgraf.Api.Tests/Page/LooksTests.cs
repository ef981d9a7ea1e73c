using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Sgraf.Api.Tests.Page;

[Collection(PageFixture.Name)]
public sealed class LooksTests(PageFixture fixture)
{
    private static readonly string[] Views = ["#/search", "#/search?q=a+small+red+cube", "#/gallery", "#/add", "#/model"];

    public static TheoryData<string> Addresses => [.. Views];

    public static TheoryData<string, ColorScheme> Colours =>
        [.. Views.SelectMany(view => (ColorScheme[])[ColorScheme.Light, ColorScheme.Dark], (view, scheme) => (view, scheme))];

    [Theory, MemberData(nameof(Colours))]
    public async Task Axe_finds_nothing_wrong_with_a_view(string address, ColorScheme scheme)
    {
        await using var open = await fixture.OpenAsync(address, new() { ColorScheme = scheme, ReducedMotion = ReducedMotion.Reduce });
        await AssertAccessibleAsync(open);
        Assert.Empty(open.Complaints);
    }

    [Theory, InlineData(ColorScheme.Light), InlineData(ColorScheme.Dark)]
    public async Task Axe_finds_nothing_wrong_with_a_detail(ColorScheme scheme)
    {
        await using var open = await fixture.OpenAsync("#/search?q=a+small+red+cube", new() { ColorScheme = scheme, ReducedMotion = ReducedMotion.Reduce });
        await open.Hits.First.GetByRole(AriaRole.Link).ClickAsync();
        await open.Words.Nth(2).ClickAsync();
        await open.Detail.GetByText("How SGR reasoned").ClickAsync();
        await AssertAccessibleAsync(open);
    }

    [Theory, MemberData(nameof(Addresses))]
    public async Task A_narrow_screen_needs_no_sideways_scrolling(string address)
    {
        await using var open = await fixture.OpenAsync(address, new() { ViewportSize = new() { Width = 390, Height = 844 } });
        await open.Page.WaitForLoadStateAsync(LoadState.NetworkIdle);
        Assert.Equal(0, await open.Page.EvaluateAsync<int>("document.documentElement.scrollWidth - document.body.clientWidth"));
    }

    [Fact]
    public async Task A_narrow_detail_needs_no_sideways_scrolling()
    {
        await using var open = await fixture.OpenAsync("#/search?q=a+small+red+cube", new() { ViewportSize = new() { Width = 390, Height = 844 } });
        await open.Hits.First.GetByRole(AriaRole.Link).ClickAsync();
        await Expect(open.Words.First).ToBeVisibleAsync();
        Assert.Equal(0, await open.Detail.Locator(".detail-body").EvaluateAsync<int>("body => body.scrollWidth - body.clientWidth"));
    }

    [Fact]
    public async Task The_colours_follow_the_system_until_others_are_chosen_and_the_choice_is_kept()
    {
        await using var open = await fixture.OpenAsync("", new() { ColorScheme = ColorScheme.Dark });
        Assert.True(await BrightnessAsync(open) < 60);
        await open.Page.GetByRole(AriaRole.Button, new() { Name = "Colours as the system has them; change" }).ClickAsync();
        Assert.True(await BrightnessAsync(open) > 200);
        await open.Page.ReloadAsync();
        await Expect(open.Page.GetByRole(AriaRole.Button, new() { Name = "Light colours; change" })).ToBeVisibleAsync();
        Assert.True(await BrightnessAsync(open) > 200);
    }

    private static async Task AssertAccessibleAsync(OpenPage open)
    {
        await open.Page.WaitForLoadStateAsync(LoadState.NetworkIdle);
        var found = await open.Page.RunAxe();
        Assert.Empty(found.Violations.SelectMany(rule => rule.Nodes, (rule, node) => $"{rule.Id}: {node.Html}"));
    }

    private static Task<double> BrightnessAsync(OpenPage open) => open.Page.EvaluateAsync<double>(
        "Math.max(...getComputedStyle(document.body).backgroundColor.match(/[0-9.]+/g).slice(0, 3).map(Number))");
}
