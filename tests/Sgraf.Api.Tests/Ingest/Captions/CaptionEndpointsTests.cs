using System.Net;
using System.Text.Json;
using Sgraf.Api.Tests.Application;

namespace Sgraf.Api.Tests.Ingest.Captions;

public sealed class CaptionEndpointsTests : IAsyncLifetime
{
    private readonly Service _service = new();
    private HttpClient _client = null!;

    public async ValueTask InitializeAsync() => _client = await _service.ReadyAsync();

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _service.DisposeAsync();
    }

    [Fact]
    public async Task Captions_are_added_about_a_picture_or_about_none()
    {
        var id = await _client.AddAsync(1);
        var results = await AddAsync(new { text = " a red cube " }, new { text = "a red cube", imageId = id }, new { text = "a red cube" });
        Assert.Equal(["added", "added", "exists"], results.Select(result => result.GetProperty("status").GetString()));
        Assert.Equal(results[0].GetProperty("id").GetInt64(), results[2].GetProperty("id").GetInt64());
        var items = (await _client.JsonOfAsync("/captions")).GetProperty("items").EnumerateArray().ToArray();
        Assert.Equal([("a red cube", null), ("a red cube", id)], items.Select(item => (item.GetProperty("text").GetString(), item.GetProperty("imageId").GetString())));
        Assert.Equal(["a red cube"], (await _client.JsonOfAsync($"/images/{id}")).GetProperty("captions").EnumerateArray().Select(caption => caption.GetString()));
    }

    [Fact]
    public async Task A_caption_that_cannot_be_used_fails_alone()
    {
        var results = await AddAsync(new { text = "a ball" }, new { text = "  " }, new { text = "a cone", imageId = "nothing" }, new { text = new string('a', 2000) });
        Assert.Equal(["added", "failed", "failed", "failed"], results.Select(result => result.GetProperty("status").GetString()));
        Assert.Equal([200, 422, 404, 422], results.Select(result => result.GetProperty("error") is { ValueKind: JsonValueKind.Object } error ? error.GetProperty("status").GetInt32() : 200));
    }

    [Fact]
    public async Task Captions_are_listed_page_by_page_and_deleted()
    {
        await AddAsync(new { text = "a ball" }, new { text = "a cone" }, new { text = "a cube" });
        var page = await _client.JsonOfAsync("/captions?limit=2");
        Assert.Equal(3, page.GetProperty("total").GetInt32());
        var rest = await _client.JsonOfAsync($"/captions?after={page.GetProperty("next").GetInt64()}");
        var last = Assert.Single(rest.GetProperty("items").EnumerateArray());
        Assert.Equal("a cube", last.GetProperty("text").GetString());
        using (var deleted = await _client.DeleteAsync($"/captions/{last.GetProperty("id").GetInt64()}")) Assert.Equal(HttpStatusCode.NoContent, deleted.StatusCode);
        using (var again = await _client.DeleteAsync($"/captions/{last.GetProperty("id").GetInt64()}")) await again.ProblemAsync(404, "caption-not-found");
        Assert.Equal(2, (await _client.JsonOfAsync("/captions")).GetProperty("total").GetInt32());
    }

    [Theory]
    [InlineData("""{"captions":[]}""", "invalid-request")]
    [InlineData("""{"captions":[null]}""", "invalid-request")]
    [InlineData("""{"captions":[{"text":1}]}""", "invalid-json")]
    [InlineData("""{"captions":[{"text":"a","picture":"b"}]}""", "invalid-json")]
    [InlineData("""{"texts":["a"]}""", "invalid-json")]
    public async Task Bodies_of_another_shape_are_refused(string body, string kind)
    {
        using var response = await _client.PostTextAsync("/captions", body);
        await response.ProblemAsync(400, kind);
    }

    private async Task<JsonElement[]> AddAsync(params object[] captions)
    {
        using var response = await _client.PostAsync("/captions", new { captions });
        return [.. (await response.JsonAsync()).GetProperty("results").EnumerateArray()];
    }
}
