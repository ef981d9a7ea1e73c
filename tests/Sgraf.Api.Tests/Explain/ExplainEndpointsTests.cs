using System.Text.Json;
using Sgraf.Api.Tests.Application;

namespace Sgraf.Api.Tests.Explain;

public sealed class ExplainEndpointsTests(SharedService service) : IClassFixture<SharedService>
{
    /// <summary>The model has four rows; the detector sees three regions, so the fourth row repeats the first.</summary>
    private const int Regions = 3;

    [Fact]
    public async Task All_evidence_of_a_pair_is_there_and_adds_up()
    {
        var found = await ExplainAsync();
        var words = found.GetProperty("words").EnumerateArray().ToList();
        Assert.Equal(["<start>", "a", "red", "zebra", "<end>"], words.Select(word => word.GetProperty("word").GetString()));
        Assert.Equal([true, true, true, false, true], words.Select(word => word.GetProperty("known").GetBoolean()));
        Assert.Equal([true, false, false, false, true], words.Select(word => word.TryGetProperty("special", out _)));
        Assert.Equal(1, found.GetProperty("globalWeight").GetDouble() + words.Sum(word => word.GetProperty("weight").GetDouble()), 3);
        foreach (var word in words)
        {
            var without = word.GetProperty("withoutWord");
            Assert.Equal(
                found.GetProperty("score").GetDouble() - without.GetProperty("score").GetDouble(), word.GetProperty("support").GetDouble(), 6);
            foreach (var module in (string[])["sgr", "saf"])
                Assert.Equal(1, word.GetProperty("attention").GetProperty(module).EnumerateArray().Sum(part => part.GetDouble()), 3);
        }
    }

    [Fact]
    public async Task Regions_are_those_of_the_picture_without_repeats()
    {
        var found = await ExplainAsync();
        Assert.Equal((400, 300), (found.GetProperty("width").GetInt32(), found.GetProperty("height").GetInt32()));
        var regions = found.GetProperty("regions");
        Assert.Equal(Regions, regions.GetArrayLength());
        Assert.All(
            found.GetProperty("words").EnumerateArray(),
            word => Assert.Equal(Regions, word.GetProperty("attention").GetProperty("saf").GetArrayLength()));
        foreach (var region in regions.EnumerateArray())
        {
            var box = region.GetProperty("box").EnumerateArray().Select(place => place.GetDouble()).ToArray();
            Assert.All(box, place => Assert.InRange(place, 0, 1));
            Assert.True(box[0] < box[2] && box[1] < box[3]);
        }
    }

    [Fact]
    public async Task Sgr_shows_its_reasoning_step_by_step()
    {
        var steps = (await ExplainAsync()).GetProperty("edges").EnumerateArray().ToList();
        Assert.Equal(TinyModel.Config.GraphSteps, steps.Count);
        foreach (var step in steps)
        {
            var rows = step.EnumerateArray().ToList();
            Assert.Equal(6, rows.Count);    // the whole and five words
            Assert.All(rows, row => Assert.Equal(1, row.EnumerateArray().Sum(edge => edge.GetDouble()), 3));
        }
    }

    [Fact]
    public async Task The_score_is_the_one_that_scoring_gives()
    {
        var explained = await ExplainAsync();
        using var response = await service.Client.PostAsync("/score", Requests.Score(Picture, ["a red zebra"]));
        var pair = (await response.JsonAsync()).GetProperty("pairs")[0];
        foreach (var score in (string[])["score", "sgr", "saf"])
            Assert.Equal(pair.GetProperty(score).GetDouble(), explained.GetProperty(score).GetDouble(), 6);
    }

    [Fact]
    public async Task A_form_gives_the_same_as_json()
    {
        using var response = await service.Client.PostFormAsync("/explain", ("image", Picture), ("text", "a red zebra"));
        Assert.Equal((await ExplainAsync()).GetRawText(), (await response.JsonAsync()).GetRawText());
    }

    [Fact]
    public async Task A_form_without_a_picture_or_with_two_is_refused()
    {
        using var none = await service.Client.PostFormAsync("/explain", ("text", "a cube"));
        Assert.Contains("There is no picture", (await none.ProblemAsync(400, "invalid-form")).Detail(), StringComparison.Ordinal);
        using var two = await service.Client.PostFormAsync("/explain", ("image", Picture), ("id", "0"), ("text", "a cube"));
        Assert.Contains("several pictures", (await two.ProblemAsync(400, "invalid-form")).Detail(), StringComparison.Ordinal);
    }

    private static byte[] Picture => Requests.Png(width: 400, height: 300);

    private async Task<JsonElement> ExplainAsync()
    {
        using var response = await service.Client.PostAsync("/explain", new { image = new { data = Picture }, text = "a red zebra" });
        return await response.JsonAsync();
    }
}
