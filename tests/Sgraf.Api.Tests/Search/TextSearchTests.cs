using System.Text.Json;
using Sgraf.Api.Gallery.Catalogue;
using Sgraf.Api.Gallery.Segments;
using Sgraf.Api.Tests.Application;
using Sgraf.Api.Tests.Gallery;

namespace Sgraf.Api.Tests.Search;

public sealed class TextSearchTests(FilledService service) : IClassFixture<FilledService>
{
    private const string Path = "/search/text-to-image";

    [Fact]
    public async Task Pictures_are_ranked_by_their_exact_scores()
    {
        var found = await FindAsync(new { text = "a red cube", top = FilledService.Count, shortlist = "all" });
        var hits = found.GetProperty("hits").EnumerateArray().ToList();
        Assert.Equal(service.Ids.Order(), hits.Select(hit => hit.GetProperty("id").GetString()).Order());
        Assert.Equal(Enumerable.Range(1, FilledService.Count), hits.Select(hit => hit.GetProperty("rank").GetInt32()));
        Assert.Equal(Enumerable.Range(1, FilledService.Count), hits.Select(hit => hit.GetProperty("shortlistRank").GetInt32()).Order());
        var scores = hits.Select(hit => hit.GetProperty("score").GetDouble()).ToList();
        Assert.Equal(scores.OrderDescending(), scores);
        Assert.Equal(FilledService.Count, found.GetProperty("searched").GetInt32());
        Assert.Equal("sgraf", found.GetProperty("module").GetString());
    }

    [Fact]
    public async Task A_hit_scores_as_the_same_picture_does_when_it_is_scored()
    {
        var hit = (await FindAsync(new { text = "a red cube" })).GetProperty("hits")[0];
        using var response = await service.Client.PostTextAsync(
            "/score", $$"""{"images": [{"id": "{{hit.GetProperty("id").GetString()}}"}], "texts": ["a red cube"]}""");
        var pair = (await response.JsonAsync()).GetProperty("pairs")[0];
        foreach (var score in (string[])["score", "sgr", "saf"])
            Assert.Equal(pair.GetProperty(score).GetSingle(), hit.GetProperty(score).GetSingle());
    }

    [Fact]
    public async Task A_hit_brings_what_the_gallery_keeps_of_it()
    {
        foreach (var hit in (await FindAsync(new { text = "a red cube" })).GetProperty("hits").EnumerateArray())
        {
            var seed = service.Ids.ToList().IndexOf(hit.GetProperty("id").GetString()!);
            Assert.Equal((40 + seed, 30), (hit.GetProperty("width").GetInt32(), hit.GetProperty("height").GetInt32()));
            Assert.Equal(FilledService.CaptionsOf(seed), hit.GetProperty("captions").EnumerateArray().Select(caption => caption.GetString()));
            Assert.Equal(FilledService.Colour(seed), hit.GetProperty("metadata").GetProperty("colour").GetString());
            Assert.Equal(3, hit.GetProperty("boxes").GetArrayLength());
            foreach (var link in (string[])["picture", "thumbnail"])
            {
                using var file = await service.Client.GetAsync(hit.GetProperty(link).GetString()!);
                Assert.StartsWith("image/", file.Content.Headers.ContentType!.MediaType!, StringComparison.Ordinal);
            }
        }
    }

    [Theory]
    [InlineData("""{"colour": "blue"}""", 4)]
    [InlineData("""{"colour": "blue", "number": 4}""", 1)]
    [InlineData("""{"colour": "pink"}""", 0)]
    [InlineData("{}", FilledService.Count)]
    public async Task Metadata_choose_what_is_searched_in(string where, int count)
    {
        var found = await FindAsync(new { text = "a cube", top = FilledService.Count, where = JsonDocument.Parse(where).RootElement });
        Assert.Equal(count, found.GetProperty("hits").GetArrayLength());
        Assert.Equal(count, found.GetProperty("searched").GetInt32());
    }

    [Fact]
    public async Task A_shortlist_is_never_shorter_than_what_is_to_be_shown()
    {
        var found = await FindAsync(new { text = "a cube", top = 5, shortlist = 2 });
        Assert.Equal(5, found.GetProperty("shortlist").GetInt32());
        Assert.Equal(5, found.GetProperty("hits").GetArrayLength());
        Assert.Equal(FilledService.Count, found.GetProperty("searched").GetInt32());
    }

    [Fact]
    public async Task One_network_may_rank_alone()
    {
        var found = await FindAsync(new { text = "a cube", module = "saf" });
        Assert.Equal("saf", found.GetProperty("module").GetString());
        foreach (var hit in found.GetProperty("hits").EnumerateArray())
        {
            Assert.Equal(JsonValueKind.Null, hit.GetProperty("sgr").ValueKind);
            Assert.Equal(hit.GetProperty("saf").GetDouble(), hit.GetProperty("score").GetDouble());
        }
    }

    [Fact]
    public async Task Hits_are_explained_as_the_pair_alone_is()
    {
        var found = await FindAsync(new { text = "a red zebra", top = 3, explain = true });
        foreach (var hit in found.GetProperty("hits").EnumerateArray())
        {
            var explanation = hit.GetProperty("explanation");
            Assert.Equal(hit.GetProperty("score").GetSingle(), explanation.GetProperty("score").GetSingle(), 1e-6f);
            using var response = await service.Client.PostTextAsync(
                "/explain", $$"""{"image": {"id": "{{hit.GetProperty("id").GetString()}}"}, "text": "a red zebra"}""");
            var alone = await response.JsonAsync();
            Assert.Equal(alone.GetProperty("words").GetRawText(), explanation.GetProperty("words").GetRawText());
            Assert.Equal(hit.GetProperty("picture").GetString(), alone.GetProperty("picture").GetString());
        }
    }

    [Fact]
    public async Task Notes_say_what_the_model_does_not_know()
    {
        var found = await FindAsync(new { text = "A zebra and a Unicorn" });
        Assert.Equal(["zebra", "and", "unicorn"], found.GetProperty("unknownWords").EnumerateArray().Select(word => word.GetString()));
        Assert.Equal(["a", "zebra", "and", "a", "unicorn"], found.GetProperty("words").EnumerateArray().Select(word => word.GetString()));
        string?[] notes = [.. found.GetProperty("notes").EnumerateArray().Select(note => note.GetString())];
        Assert.Equal(["The model does not know zebra, and, unicorn; it reads them all alike.", TinyModel.Limits], notes);
    }

    [Theory]
    [InlineData("""{"text": "a", "top": 0}""", 400, "invalid-request", "top is 0, expected at least 1.")]
    [InlineData("""{"text": "a", "top": 101}""", 400, "limit-exceeded", "raise Search:MostHits")]
    [InlineData("""{"text": "a", "top": 1.5}""", 400, "invalid-json", "another type than expected at $.top")]
    [InlineData("""{"text": "a", "shortlist": 0}""", 400, "invalid-json", "The shortlist must be a whole number from 1, or \"all\" at $.shortlist")]
    [InlineData("""{"text": "a", "shortlist": "most"}""", 400, "invalid-json", "The shortlist must be")]
    [InlineData("""{"text": "a", "where": {"a": [1]}}""", 400, "invalid-request", "where compares texts")]
    [InlineData("""{"text": "a", "where": {"a": "\ud800"}}""", 400, "invalid-request", "where holds a text with half a surrogate pair")]
    [InlineData("""{"text": "a", "where": []}""", 400, "invalid-json", "at $.where")]
    [InlineData("""{"text": ""}""", 422, "text-refused", "The text is empty")]
    [InlineData("""{"text": null}""", 400, "invalid-json", "at $.text")]
    [InlineData("""{"text": "a", "top": 70, "explain": true}""", 400, "limit-exceeded", "raise Limits:Explanations")]
    public async Task What_cannot_be_searched_is_refused(string body, int status, string name, string detail)
    {
        using var response = await service.Client.PostTextAsync(Path, body);
        Assert.Contains(detail, (await response.ProblemAsync(status, name)).Detail(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task More_conditions_than_a_picture_has_entries_are_refused()
    {
        var where = Enumerable.Range(0, 51).ToDictionary(key => $"key {key}", _ => "a");
        using var response = await service.Client.PostAsync(Path, new { text = "a", where });
        Assert.Contains("where has 51 conditions, expected at most 50", (await response.ProblemAsync(400, "limit-exceeded")).Detail(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_picture_whose_vector_is_damaged_is_left_out_and_a_note_says_so()
    {
        await using var damaged = new Service();
        using var client = await damaged.ReadyAsync();
        var ids = new string[3];
        for (var seed = 0; seed < ids.Length; seed++)
        {
            using var added = await client.PostFormAsync("/images", ("files", Requests.Png(seed)));
            ids[seed] = (await added.JsonAsync()).GetProperty("results")[0].GetProperty("id").GetString()!;
        }
        using (var catalogue = new CatalogueFile(damaged.GalleryFolder).Open())
        {
            var vector = catalogue.FindPicture(ids[1])!.Regions!.Vector;
            SegmentDamage.Flip(System.IO.Path.Combine(damaged.GalleryFolder, SegmentFile.NameOf(SegmentKind.Vectors, vector.Segment)), vector, 0.999);
        }
        using var response = await client.PostAsync(Path, new { text = "a cube" });
        var found = await response.JsonAsync();
        Assert.Equal(new[] { ids[0], ids[2] }.Order(), found.GetProperty("hits").EnumerateArray().Select(hit => hit.GetProperty("id").GetString()).Order());
        Assert.StartsWith("1 pictures were left out", found.GetProperty("notes")[0].GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_form_is_not_taken()
    {
        using var response = await service.Client.PostFormAsync(Path, ("text", "a cube"));
        await response.ProblemAsync(415, "unsupported-media-type");
    }

    [Fact]
    public async Task An_empty_gallery_says_so()
    {
        await using var empty = new Service();
        using var client = await empty.ReadyAsync();
        using var response = await client.PostAsync(Path, new { text = "a cube" });
        await response.ProblemAsync(409, "gallery-empty");
        using var audit = await client.PostTextAsync("/search/audit", "{}");
        await audit.ProblemAsync(409, "gallery-empty");
    }

    private async Task<JsonElement> FindAsync(object query)
    {
        using var response = await service.Client.PostAsync(Path, query);
        return await response.JsonAsync();
    }
}
