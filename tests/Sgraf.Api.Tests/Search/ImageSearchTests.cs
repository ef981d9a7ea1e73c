using System.Text.Json;
using Sgraf.Api.Tests.Application;

namespace Sgraf.Api.Tests.Search;

public sealed class ImageSearchTests(FilledService service) : IClassFixture<FilledService>
{
    private const string Path = "/search/image-to-text";
    private static readonly string[] Candidates = ["a red cube", "the large blue ball", "a zebra"];

    [Fact]
    public async Task Stored_captions_are_ranked_with_the_pictures_they_belong_to()
    {
        var found = await FindAsync(new { image = new { data = Requests.Png(3) }, top = 24, shortlist = "all" });
        var hits = found.GetProperty("hits").EnumerateArray().ToList();
        Assert.Equal(2 * FilledService.Count, hits.Count);
        foreach (var hit in hits)
        {
            var seed = service.Ids.ToList().IndexOf(hit.GetProperty("imageId").GetString()!);
            Assert.Contains(hit.GetProperty("text").GetString(), FilledService.CaptionsOf(seed));
            Assert.True(hit.GetProperty("captionId").GetInt64() > 0);
        }
        var scores = hits.Select(hit => hit.GetProperty("score").GetDouble()).ToList();
        Assert.Equal(scores.OrderDescending(), scores);
        Assert.Equal((40, 30), (found.GetProperty("image").GetProperty("width").GetInt32(), found.GetProperty("image").GetProperty("height").GetInt32()));
        Assert.Equal(3, found.GetProperty("image").GetProperty("boxes").GetArrayLength());
    }

    [Fact]
    public async Task A_caption_scores_as_its_text_does()
    {
        var hit = (await FindAsync(new { image = new { id = service.Ids[2] } })).GetProperty("hits")[0];
        using var response = await service.Client.PostTextAsync(
            "/score", $$"""{"images": [{"id": "{{service.Ids[2]}}"}], "texts": ["{{hit.GetProperty("text").GetString()}}"]}""");
        // Stored word embeddings are of half precision.
        Assert.Equal((await response.JsonAsync()).GetProperty("pairs")[0].GetProperty("score").GetDouble(), hit.GetProperty("score").GetDouble(), 3);
    }

    [Fact]
    public async Task A_picture_of_the_gallery_finds_what_its_file_finds()
    {
        var stored = await FindAsync(new { image = new { id = service.Ids[5] }, candidates = Candidates });
        var sent = await FindAsync(new { image = new { data = Requests.Png(5, 45, 30) }, candidates = Candidates });
        Assert.Equal(service.Ids[5], stored.GetProperty("image").GetProperty("id").GetString());
        Assert.Equal(JsonValueKind.Null, sent.GetProperty("image").GetProperty("id").ValueKind);
        Assert.Equal(sent.GetProperty("image").GetProperty("boxes").GetRawText(), stored.GetProperty("image").GetProperty("boxes").GetRawText());
        Assert.Equal(Texts(sent), Texts(stored));
    }

    [Fact]
    public async Task Candidates_of_the_request_are_ranked_alone()
    {
        var found = await FindAsync(new { image = new { data = Requests.Png() }, candidates = Candidates, explain = true });
        Assert.Equal(Candidates.Order(), Texts(found).Order());
        Assert.Equal("""["zebra"]""", found.GetProperty("unknownWords").GetRawText());
        foreach (var hit in found.GetProperty("hits").EnumerateArray())
        {
            Assert.Equal(JsonValueKind.Null, hit.GetProperty("captionId").ValueKind);
            Assert.Equal(hit.GetProperty("score").GetSingle(), hit.GetProperty("explanation").GetProperty("score").GetSingle(), 1e-6f);
        }
    }

    [Fact]
    public async Task A_form_gives_the_same_as_json()
    {
        var json = await FindAsync(new { image = new { data = Requests.Png() }, top = 4, shortlist = 20, module = "sgr", where = new { colour = "blue" }, explain = true });
        using var response = await service.Client.PostFormAsync(
            Path, ("image", Requests.Png()), ("top", 4), ("shortlist", 20), ("module", "sgr"), ("where", """{"colour": "blue"}"""), ("explain", "true"));
        Assert.Equal(json.GetProperty("hits").GetRawText(), (await response.JsonAsync()).GetProperty("hits").GetRawText());
        Assert.Equal(8, json.GetProperty("searched").GetInt32());
        Assert.All(json.GetProperty("hits").EnumerateArray(), hit => Assert.Contains("blue", hit.GetProperty("text").GetString(), StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("""{"image": {"id": "0123456789abcdef0123456789abcdef"}}""", 404, "image-not-found", "There is no picture of this id")]
    [InlineData("""{"image": {"id": "../x"}}""", 404, "image-not-found", "There is no picture of this id")]
    [InlineData("""{"image": {"data": "AAAA"}}""", 422, "picture-refused", "of no known format")]
    [InlineData("""{"image": {}}""", 400, "invalid-request", "either an id or data")]
    [InlineData("""{"image": null}""", 400, "invalid-json", "at $.image")]
    [InlineData("""{"image": {"data": "AAAA"}, "candidates": []}""", 422, "picture-refused", "of no known format")]
    [InlineData("""{"image": {"data": "AAAA"}, "candidates": ["a", " "]}""", 422, "text-refused", "candidates[1]: The text is empty")]
    [InlineData("""{"image": {"data": "AAAA"}, "candidates": [null]}""", 422, "text-refused", "candidates[0]: The text is empty")]
    [InlineData("""{"image": {"data": "AAAA"}, "candidates": ["a"], "where": {"a": 1}}""", 400, "invalid-request", "leave it or the candidates away")]
    public async Task What_cannot_be_searched_is_refused(string body, int status, string name, string detail)
    {
        using var response = await service.Client.PostTextAsync(Path, body);
        Assert.Contains(detail, (await response.ProblemAsync(status, name)).Detail(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("top", "many", "The field top must be a whole number.")]
    [InlineData("shortlist", "0", "The shortlist must be a whole number from 1, or \"all\".")]
    [InlineData("where", "{", "The field where is not the expected JSON")]
    [InlineData("id", "0", "There are several pictures")]
    public async Task A_field_that_cannot_be_read_is_named(string name, string value, string detail)
    {
        using var response = await service.Client.PostFormAsync(Path, ("image", Requests.Png()), (name, value));
        Assert.Contains(detail, (await response.ProblemAsync(400, "invalid-form")).Detail(), StringComparison.Ordinal);
    }

    private static string[] Texts(JsonElement found) => [.. found.GetProperty("hits").EnumerateArray().Select(hit => hit.GetProperty("text").GetString()!)];

    private async Task<JsonElement> FindAsync(object query)
    {
        using var response = await service.Client.PostAsync(Path, query);
        return await response.JsonAsync();
    }
}
