using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Sgraf.Api.Tests.Page;

[Collection(PageFixture.Name)]
public sealed partial class DetailPageTests(PageFixture fixture)
{
    private const string Sentence = "a small red cube";
    private const int Red = 3;          // the word's place, after <start>

    [Fact]
    public async Task Hovering_a_word_lights_the_regions_in_proportion_to_its_attention()
    {
        await using var open = await OpenDetailAsync();
        Assert.All(await open.LightAsync(), light => Assert.Equal(0, light));
        await open.Words.Nth(Red).HoverAsync();
        await AssertLightAsync(open, await WordAsync(open, Red));
        await open.Page.Mouse.MoveAsync(5, 5);
        await Expect(open.Detail.Locator(".stage")).Not.ToHaveClassAsync(LitClass());
        Assert.Empty(open.Complaints);
    }

    [Fact]
    public async Task Focus_moves_from_word_to_word_by_arrows_and_lights_the_regions_as_the_pointer_does()
    {
        await using var open = await OpenDetailAsync();
        await open.Words.Nth(1).FocusAsync();
        await open.Page.Keyboard.PressAsync("ArrowRight");
        await open.Page.Keyboard.PressAsync("ArrowRight");
        await Expect(open.Words.Nth(Red)).ToBeFocusedAsync();
        await AssertLightAsync(open, await WordAsync(open, Red));
        await Expect(open.Detail.GetByRole(AriaRole.Status)).ToContainTextAsync("red");
    }

    [Fact]
    public async Task The_scores_of_both_networks_stand_side_by_side_with_their_mean()
    {
        await using var open = await OpenDetailAsync();
        await Expect(open.Words.First).ToBeVisibleAsync();
        var explanation = await ExplanationAsync(open);
        string[] expected = ["score", "sgr", "saf"];
        Assert.Equal(expected.Select(name => Written(explanation.GetProperty(name).GetDouble())), await open.Detail.Locator(".scores dd").AllTextContentsAsync());
        Assert.Equal(["Mean", "SGR", "SAF"], await open.Detail.Locator(".scores dt").AllTextContentsAsync());
    }

    [Fact]
    public async Task Every_word_is_listed_with_its_weight_and_with_what_the_score_is_without_it()
    {
        await using var open = await OpenDetailAsync();
        var row = open.Detail.Locator(".words-table tbody tr").Nth(Red);
        var word = await WordAsync(open, Red);
        await Expect(row).ToContainTextAsync("red");
        await Expect(row).ToContainTextAsync(Written(word.GetProperty("weight").GetDouble()));
        await Expect(row).ToContainTextAsync(Written(word.GetProperty("withoutWord").GetProperty("sgr").GetDouble()));
        await Expect(row).ToContainTextAsync(Written(word.GetProperty("withoutWord").GetProperty("saf").GetDouble()));
    }

    [Fact]
    public async Task The_reasoning_shows_a_row_of_edges_for_each_node_and_a_choice_of_step()
    {
        await using var open = await OpenDetailAsync();
        await open.Detail.GetByText("How SGR reasoned").ClickAsync();
        var nodes = await open.Words.CountAsync() + 1;
        await Expect(open.Detail.Locator(".edges tbody tr")).ToHaveCountAsync(nodes);
        await Expect(open.Detail.Locator(".edges tbody td")).ToHaveCountAsync(nodes * nodes);
        await open.Detail.GetByText("Step 2").ClickAsync();
        await Expect(open.Detail.Locator(".edges tbody td")).ToHaveCountAsync(nodes * nodes);
    }

    [Fact]
    public async Task A_detail_has_an_address_of_its_own_and_going_back_closes_it()
    {
        await using var open = await OpenDetailAsync();
        var address = open.Page.Url;
        await open.Page.GoBackAsync();
        await Expect(open.Detail).ToBeHiddenAsync();
        await using var other = await fixture.OpenAsync(new Uri(address).Fragment);
        await Expect(other.Words.Nth(Red)).ToHaveTextAsync("red");
    }

    [Fact]
    public async Task Another_sentence_can_be_compared_with_the_same_picture()
    {
        await using var open = await OpenDetailAsync();
        await open.Detail.GetByLabel("Sentence to compare with this picture").FillAsync("a large blue zebra");
        await open.Detail.GetByRole(AriaRole.Button, new() { Name = "Compare" }).ClickAsync();
        await Expect(open.Words.Nth(4)).ToHaveTextAsync("zebra");
        await Expect(open.Detail).ToContainTextAsync("Not in the vocabulary");
    }

    private async Task<OpenPage> OpenDetailAsync()
    {
        var open = await fixture.OpenAsync();
        await open.SearchAsync(Sentence);
        await open.Hits.First.GetByRole(AriaRole.Link).ClickAsync();
        await Expect(open.Words.Nth(Red)).ToHaveTextAsync("red");
        return open;
    }

    private Task<JsonElement> ExplanationAsync(OpenPage open) => fixture.ExplainAsync(PictureId().Match(open.Page.Url).Groups[1].Value, Sentence);

    private async Task<JsonElement> WordAsync(OpenPage open, int place) => (await ExplanationAsync(open)).GetProperty("words")[place];

    private static async Task AssertLightAsync(OpenPage open, JsonElement word)
    {
        await Expect(open.Detail.Locator(".stage")).ToHaveClassAsync(LitClass());
        var attention = Values(word, "sgr").Zip(Values(word, "saf"), (one, other) => (one + other) / 2).ToList();
        var light = await open.LightAsync();
        Assert.Equal(attention.Count, light.Length);
        foreach (var (expected, actual) in attention.Zip(light)) Assert.Equal(expected / attention.Max(), actual, 0.01);
    }

    private static IEnumerable<double> Values(JsonElement word, string module) =>
        word.GetProperty("attention").GetProperty(module).EnumerateArray().Select(value => value.GetDouble());

    private static string Written(double value) => value.ToString("0.000", CultureInfo.InvariantCulture);

    [GeneratedRegex(@"\blit\b")] private static partial Regex LitClass();

    [GeneratedRegex("[?&]d=([0-9a-f]{32})")] private static partial Regex PictureId();
}
