using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Sgraf.Api.Tests.Page;

/// <summary>The page on a phone, by real touches.</summary>
[Collection(PageFixture.Name)]
public sealed partial class TouchPageTests(PageFixture fixture)
{
    private const string Sentence = "a small red cube on the left of the large blue ball";
    private const int Red = 3;          // the word's place, after <start>

    [Theory]
    [InlineData(".scores")]
    [InlineData(".stage")]
    [InlineData(".key-line")]
    [InlineData("#detail-title")]
    public async Task A_tap_on_a_word_lights_its_regions_and_a_tap_elsewhere_puts_them_out(string elsewhere)
    {
        await using var open = await OpenDetailAsync();
        await open.Words.Nth(Red).TapAsync();
        await AssertLitAsync(open, Red);
        await open.Detail.Locator(elsewhere).TapAsync();
        await Expect(open.Detail.Locator(".stage")).Not.ToHaveClassAsync(LitClass());
        Assert.All(await open.LightAsync(), light => Assert.Equal(0, light));
        Assert.Empty(open.Complaints);
    }

    [Fact]
    public async Task Each_word_stays_where_it_is_touched_and_is_seen_together_with_the_picture()
    {
        await using var open = await OpenDetailAsync();
        for (var place = 0; place < await open.Words.CountAsync(); place++)
        {
            await open.Words.Nth(place).ScrollIntoViewIfNeededAsync();
            var before = (await open.Words.Nth(place).BoundingBoxAsync())!;
            await open.Words.Nth(place).TapAsync();
            await AssertLitAsync(open, place);
            var after = (await open.Words.Nth(place).BoundingBoxAsync())!;
            Assert.Equal((before.X, before.Y), (after.X, after.Y));
            await AssertSeenTogetherAsync(open, after);
        }
    }

    [Fact]
    public async Task A_choice_of_network_keeps_the_word_that_was_touched()
    {
        await using var open = await OpenDetailAsync();
        await open.Words.Nth(Red).TapAsync();
        await open.Detail.GetByText("SAF", new() { Exact = true }).First.TapAsync();
        await AssertLitAsync(open, Red);
    }

    [Fact]
    public async Task A_row_of_the_table_is_touched_like_its_word_and_the_picture_stays_in_sight()
    {
        await using var open = await OpenDetailAsync();
        await open.Detail.Locator(".words-table tbody tr").Nth(Red).TapAsync();
        await AssertLitAsync(open, Red);
        await Expect(open.Detail.Locator(".stage")).ToBeInViewportAsync(new() { Ratio = 1 });
    }

    [Fact]
    public async Task A_touch_that_scrolls_keeps_the_word_that_was_touched()
    {
        await using var open = await OpenDetailAsync();
        await open.Words.Nth(Red).TapAsync();
        await ScrollAsync(open, from: (await open.Detail.Locator(".key-line").BoundingBoxAsync())!);
        await open.Page.WaitForFunctionAsync("document.querySelector('.detail-body').scrollTop > 0");
        await AssertLitAsync(open, Red);
        await Expect(open.Detail.Locator(".stage")).ToBeInViewportAsync(new() { Ratio = 1 });
    }

    private async Task<OpenPage> OpenDetailAsync()
    {
        var open = await fixture.OpenAsync("", new() { HasTouch = true, IsMobile = true, ViewportSize = new() { Width = 390, Height = 844 } });
        await open.SearchAsync(Sentence);
        await open.Hits.First.GetByRole(AriaRole.Link).TapAsync();
        await Expect(open.Words.Nth(Red)).ToHaveTextAsync("red");
        return open;
    }

    /// <summary>Moves a finger upwards.</summary>
    private static async Task ScrollAsync(OpenPage open, LocatorBoundingBoxResult from)
    {
        var session = await open.Page.Context.NewCDPSessionAsync(open.Page);
        Task TouchAsync(string type, params object[] points) =>
            session.SendAsync("Input.dispatchTouchEvent", new() { ["type"] = type, ["touchPoints"] = points });
        await TouchAsync("touchStart", new { x = from.X, y = from.Y });
        for (var step = 1; step <= 10; step++) await TouchAsync("touchMove", new { x = from.X, y = from.Y - 20 * step });
        await TouchAsync("touchEnd");
    }

    private static async Task AssertLitAsync(OpenPage open, int place)
    {
        await Expect(open.Words.Nth(place)).ToHaveAttributeAsync("aria-pressed", "true");
        await Expect(open.Detail.Locator(".word[aria-pressed=true]")).ToHaveCountAsync(1);
        await Expect(open.Detail.Locator(".stage")).ToHaveClassAsync(LitClass());
        Assert.Contains(await open.LightAsync(), light => light == 1);
    }

    private static async Task AssertSeenTogetherAsync(OpenPage open, LocatorBoundingBoxResult word)
    {
        var picture = (await open.Detail.Locator(".stage").BoundingBoxAsync())!;
        Assert.InRange(picture.Y, 0, word.Y - picture.Height);
        Assert.InRange(word.Y + word.Height, 0, 844);
    }

    [GeneratedRegex(@"\blit\b")] private static partial Regex LitClass();
}
