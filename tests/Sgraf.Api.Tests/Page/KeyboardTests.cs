using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Sgraf.Api.Tests.Page;

[Collection(PageFixture.Name)]
public sealed class KeyboardTests(PageFixture fixture)
{
    private const int MostStops = 40;

    [Fact]
    public async Task Everything_from_the_sentence_to_a_words_regions_and_back_works_without_a_pointer()
    {
        await using var open = await fixture.OpenAsync();
        var keyboard = open.Page.Keyboard;
        await TabToAsync(open, open.Page.GetByRole(AriaRole.Searchbox));
        await keyboard.TypeAsync("a small red cube");
        await keyboard.PressAsync("Enter");
        await Expect(open.Hits).ToHaveCountAsync(PageFixture.Gallery.Count);
        var hit = open.Hits.First.GetByRole(AriaRole.Link);
        await TabToAsync(open, hit);
        await keyboard.PressAsync("Enter");
        await TabToAsync(open, open.Words.Nth(1));
        await keyboard.PressAsync("ArrowRight");
        await Expect(open.Words.Nth(2)).ToBeFocusedAsync();
        Assert.Contains(await open.LightAsync(), light => light == 1);
        await keyboard.PressAsync("Escape");
        await Expect(open.Detail).ToBeHiddenAsync();
        await Expect(hit).ToBeFocusedAsync();
        Assert.Empty(open.Complaints);
    }

    [Fact]
    public async Task The_first_stop_leads_past_the_header_and_every_stop_can_be_seen()
    {
        await using var open = await fixture.OpenAsync();
        await open.Page.Keyboard.PressAsync("Tab");
        await Expect(open.Page.GetByRole(AriaRole.Link, new() { Name = "Skip to the content" })).ToBeFocusedAsync();
        for (var stop = 0; stop < 8; stop++)
        {
            await open.Page.Keyboard.PressAsync("Tab");
            Assert.True(await open.Page.EvaluateAsync<bool>(IsMarked), await open.Page.EvaluateAsync<string>("document.activeElement.outerHTML"));
        }
    }

    // The focused element has an outline, or what stands for it around it has one, as the search box does.
    private const string IsMarked = """
        () => {
          for (let element = document.activeElement; element; element = element.parentElement) {
            const style = getComputedStyle(element);
            if (style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2) return true;
          }
          return false;
        }
        """;

    private static async Task TabToAsync(OpenPage open, ILocator target)
    {
        await Expect(target).ToBeVisibleAsync();
        for (var stop = 0; stop < MostStops; stop++)
        {
            if (await target.EvaluateAsync<bool>("element => element === document.activeElement")) return;
            await open.Page.Keyboard.PressAsync("Tab");
        }
        Assert.Fail($"{MostStops} presses of Tab do not reach {target}.");
    }
}
