using System.Globalization;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Sgraf.Api.Tests.Page;

[Collection(PageFixture.Name)]
public sealed class SearchPageTests(PageFixture fixture)
{
    private const string Sentence = "a small red cube";

    [Fact]
    public async Task A_sentence_shows_every_picture_with_its_score_best_first()
    {
        await using var open = await fixture.OpenAsync();
        await open.SearchAsync(Sentence);
        await Expect(open.Hits).ToHaveCountAsync(PageFixture.Gallery.Count);
        Assert.Equal(["1", "2", "3", "4", "5"], await open.Hits.Locator(".rank").AllTextContentsAsync());
        var scores = (await open.Hits.Locator(".score").AllTextContentsAsync()).Select(Number).ToList();
        Assert.Equal(scores.OrderDescending(), scores);
        Assert.All(scores, score => Assert.InRange(score, 0, 1));
        await Expect(open.Page.GetByRole(AriaRole.Status).Filter(new() { HasText = "5 pictures" })).ToContainTextAsync("ms");
        Assert.Empty(open.Complaints);
    }

    [Fact]
    public async Task A_pause_in_typing_searches_and_the_address_keeps_the_sentence()
    {
        await using var open = await fixture.OpenAsync();
        await open.Page.GetByRole(AriaRole.Searchbox).PressSequentiallyAsync(Sentence);
        await Expect(open.Hits).ToHaveCountAsync(PageFixture.Gallery.Count);
        await open.Page.ReloadAsync();
        await Expect(open.Page.GetByRole(AriaRole.Searchbox)).ToHaveValueAsync(Sentence);
        await Expect(open.Hits).ToHaveCountAsync(PageFixture.Gallery.Count);
        Assert.Empty(open.Complaints);
    }

    [Fact]
    public async Task A_caption_of_the_gallery_is_offered_as_an_example()
    {
        await using var open = await fixture.OpenAsync();
        var example = open.Page.Locator("#example-list").GetByRole(AriaRole.Link).First;
        var text = await example.TextContentAsync();
        Assert.Contains(text, PageFixture.Gallery.Values.SelectMany(captions => captions));
        await example.ClickAsync();
        await Expect(open.Page.GetByRole(AriaRole.Searchbox)).ToHaveValueAsync(text!);
        await Expect(open.Hits).ToHaveCountAsync(PageFixture.Gallery.Count);
    }

    [Fact]
    public async Task A_word_that_the_vocabulary_does_not_know_is_named()
    {
        await using var open = await fixture.OpenAsync();
        await open.SearchAsync("a zebra on the cube");
        await Expect(open.Page.Locator("#search-notes")).ToContainTextAsync("The model does not know zebra");
    }

    [Fact]
    public async Task A_picture_of_the_reader_ranks_the_stored_captions_and_each_can_be_explained()
    {
        await using var open = await fixture.OpenAsync();
        await open.Page.GetByLabel("Search by picture").SetInputFilesAsync(TestFiles.Picture("mine.png", seed: 77));
        var sentences = open.Page.GetByLabel("Sentences, best first").GetByRole(AriaRole.Link);
        await Expect(sentences).ToHaveCountAsync(PageFixture.Gallery.Values.Sum(captions => captions.Length));
        await sentences.First.ClickAsync();
        await Expect(open.Words.First).ToBeVisibleAsync();
        await Expect(open.Detail.Locator(".stage img.shown")).ToBeVisibleAsync();
        Assert.Empty(open.Complaints);
    }

    [Fact]
    public async Task A_file_that_is_no_picture_is_refused_with_the_reason()
    {
        await using var open = await fixture.OpenAsync();
        await open.Page.GetByLabel("Search by picture").SetInputFilesAsync(TestFiles.Text("notes.png"));
        await Expect(open.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("The picture cannot be used");
        Assert.Empty(open.Faults);
    }

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}
