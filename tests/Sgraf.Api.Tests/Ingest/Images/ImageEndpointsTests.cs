using System.Net;
using System.Text.Json;
using Sgraf.Api.Tests.Application;
using Sgraf.Model.Images;
using Sgraf.Tests;

namespace Sgraf.Api.Tests.Ingest.Images;

public sealed class ImageEndpointsTests : IAsyncLifetime
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
    public async Task An_added_picture_is_there_with_everything_that_was_said_of_it()
    {
        var file = Requests.Png(1, width: 600, height: 450);
        using var added = await _client.AddAsync(
            [("holiday/beach.png", file)], """{"holiday/beach.png":["a red cube","a small blue ball ."]}""", """{"holiday/beach.png":{"album":"summer","year":2024}}""");
        var result = (await added.JsonAsync()).GetProperty("results")[0];
        Assert.Equal("added", result.GetProperty("status").GetString());
        var id = result.GetProperty("id").GetString();
        Assert.Matches("^[0-9a-f]{32}$", id);

        var item = await _client.JsonOfAsync($"/images/{id}");
        Assert.Equal(("beach.png", 600, 450, false), (
            item.GetProperty("name").GetString(), item.GetProperty("width").GetInt32(), item.GetProperty("height").GetInt32(), item.GetProperty("stale").GetBoolean()));
        Assert.Equal(["a red cube", "a small blue ball ."], item.GetProperty("captions").EnumerateArray().Select(caption => caption.GetString()));
        Assert.Equal("summer", item.GetProperty("metadata").GetProperty("album").GetString());
        Assert.Equal(2024, item.GetProperty("metadata").GetProperty("year").GetInt32());
        using var picture = await _client.GetAsync(item.GetProperty("picture").GetString()!);
        Assert.Equal("image/png", picture.Content.Headers.ContentType?.MediaType);
        Assert.Equal(file, await picture.Content.ReadAsByteArrayAsync());
        using var thumbnail = await _client.GetAsync(item.GetProperty("thumbnail").GetString()!);
        Assert.Equal("image/webp", thumbnail.Content.Headers.ContentType?.MediaType);
        var small = new PictureDecoder(new DecodingOptions()).Decode(await thumbnail.Content.ReadAsByteArrayAsync());
        Assert.Equal((384, 288), (small.Width, small.Height));

        var regions = (await _client.JsonOfAsync($"/images/{id}/regions")).GetProperty("regions").EnumerateArray().ToArray();
        Assert.Equal(item.GetProperty("regions").GetInt32(), regions.Length);
        Assert.All(regions.SelectMany(region => region.GetProperty("box").EnumerateArray()), place => Assert.InRange(place.GetSingle(), 0, 1));
    }

    [Fact]
    public async Task The_same_bytes_are_not_added_twice()
    {
        var id = await _client.AddAsync(1, "a red cube");
        using var again = await _client.AddAsync([("b.png", Requests.Png(1)), ("c.png", Requests.Png(2))], """{"b.png":["a red cube","a green cone"]}""");
        var results = (await again.JsonAsync()).GetProperty("results");
        Assert.Equal(["exists", "added"], results.EnumerateArray().Select(result => result.GetProperty("status").GetString()));
        Assert.Equal(id, results[0].GetProperty("id").GetString());
        var item = await _client.JsonOfAsync($"/images/{id}");
        Assert.Equal("a.png", item.GetProperty("name").GetString());
        Assert.Equal(2, item.GetProperty("captions").GetArrayLength());
        Assert.Equal(2, (await _client.JsonOfAsync("/images")).GetProperty("total").GetInt32());
    }

    [Fact]
    public async Task A_file_that_cannot_be_used_fails_alone()
    {
        using var response = await _client.AddAsync([("a.png", Requests.Png(1)), ("b.jpg", "<html></html>"u8.ToArray()), ("c.png", Requests.Png(3)[..50])]);
        var results = (await response.JsonAsync()).GetProperty("results").EnumerateArray().ToArray();
        Assert.Equal(["added", "failed", "failed"], results.Select(result => result.GetProperty("status").GetString()));
        Assert.Contains("an HTML page", results[1].GetProperty("error").Detail(), StringComparison.Ordinal);
        Assert.Contains("damaged or truncated", results[2].GetProperty("error").Detail(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task When_no_file_can_be_used_the_request_fails_with_every_reason()
    {
        using var response = await _client.AddAsync([("a.jpg", []), ("b.jpg", "%PDF-1.7"u8.ToArray())]);
        var problem = await response.ProblemAsync(422, "picture-refused");
        Assert.Contains("The file is empty", problem.Detail(), StringComparison.Ordinal);
        Assert.Equal(2, problem.GetProperty("errors").GetArrayLength());
    }

    [Theory]
    [InlineData("""{"z.png":["a"]}""", null, "invalid-form", "name the file z.png, which is not among the files")]
    [InlineData("""{"a.png":"a"}""", null, "invalid-form", "captions is not the expected JSON")]
    [InlineData("""{"a.png":[""]}""", null, "text-refused", "The text is empty")]
    [InlineData(null, """{"a.png":{"tags":["x"]}}""", "invalid-request", "a value of kind Array")]
    public async Task What_is_said_of_pictures_is_checked(string? captions, string? metadata, string kind, string detail)
    {
        using var response = await _client.AddAsync([("a.png", Requests.Png(1))], captions, metadata);
        var problem = await response.ProblemAsync(kind == "text-refused" ? 422 : 400, kind);
        Assert.Contains(detail, problem.Detail(), StringComparison.Ordinal);
        Assert.Equal(0, (await _client.JsonOfAsync("/images")).GetProperty("total").GetInt32());
    }

    [Fact]
    public async Task Pictures_are_listed_page_by_page()
    {
        var ids = new List<string>();
        for (var seed = 1; seed <= 5; seed++) ids.Add(await _client.AddAsync(seed));
        var (listed, after) = (new List<string>(), "");
        while (true)
        {
            var page = await _client.JsonOfAsync($"/images?limit=2{after}");
            Assert.Equal(5, page.GetProperty("total").GetInt32());
            listed.AddRange(page.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("id").GetString()!));
            if (page.GetProperty("next").ValueKind == JsonValueKind.Null) break;
            after = $"&after={page.GetProperty("next").GetString()}";
        }
        Assert.Equal(ids, listed);
    }

    [Theory]
    [InlineData("/images?limit=0", 400, "invalid-request")]
    [InlineData("/images?limit=many", 400, "invalid-request")]
    [InlineData("/images?after=nothing", 404, "image-not-found")]
    [InlineData("/images/nothing", 404, "image-not-found")]
    [InlineData("/images/nothing/picture", 404, "image-not-found")]
    [InlineData("/images/nothing/thumbnail", 404, "image-not-found")]
    [InlineData("/images/nothing/regions", 404, "image-not-found")]
    public async Task What_is_not_there_is_said(string path, int status, string kind)
    {
        using var response = await _client.GetAsync(path);
        await response.ProblemAsync(status, kind);
    }

    [Fact]
    public async Task A_deleted_picture_is_gone()
    {
        var id = await _client.AddAsync(1, "a red cube");
        using (var deleted = await _client.DeleteAsync($"/images/{id}")) Assert.Equal(HttpStatusCode.NoContent, deleted.StatusCode);
        using (var again = await _client.DeleteAsync($"/images/{id}")) await again.ProblemAsync(404, "image-not-found");
        using (var picture = await _client.GetAsync($"/images/{id}/picture")) await picture.ProblemAsync(404, "image-not-found");
        Assert.Equal(0, (await _client.JsonOfAsync("/captions")).GetProperty("total").GetInt32());
    }

    [Fact]
    public async Task A_known_picture_is_not_sent_again_to_who_has_it()
    {
        var id = await _client.AddAsync(1);
        using var first = await _client.GetAsync($"/images/{id}/picture");
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri($"/images/{id}/picture", UriKind.Relative));
        request.Headers.IfNoneMatch.Add(first.Headers.ETag!);
        using var plain = _service.CreateClient();
        using var second = await plain.SendAsync(request);
        Assert.Equal(HttpStatusCode.NotModified, second.StatusCode);
    }

    [Fact]
    public async Task Everything_is_there_after_a_new_start()
    {
        using var folder = new TemporaryFolder();
        string id;
        await using (var first = new Service().Set("Gallery:Folder", folder.Path))
        using (var client = await first.ReadyAsync()) id = await client.AddAsync(1, "a red cube");
        await using var second = new Service().Set("Gallery:Folder", folder.Path);
        using var later = await second.ReadyAsync();
        var item = await later.JsonOfAsync($"/images/{id}");
        Assert.Equal(("a red cube", false), (item.GetProperty("captions")[0].GetString(), item.GetProperty("stale").GetBoolean()));
    }

    [Fact]
    public async Task Too_many_files_are_refused_by_their_limit()
    {
        await using var service = new Service().Set("Import:FilesPerRequest", "2");
        using var client = await service.ReadyAsync();
        using var response = await client.AddAsync(Enumerable.Range(1, 3).Select(seed => ($"{seed}.png", Requests.Png(seed))));
        var problem = await response.ProblemAsync(400, "limit-exceeded");
        Assert.Equal(("Import:FilesPerRequest", 2), (problem.GetProperty("setting").GetString(), problem.GetProperty("limit").GetInt32()));
    }

    [Fact]
    public async Task Hostile_pictures_are_refused_or_added_and_the_service_lives()
    {
        var folder = SharedData.Require("images-bad");
        string[] files = [.. Directory.GetFiles(folder).Where(path => Path.GetExtension(path) is ".jpg" or ".png" or ".gif" or ".webp").Order(StringComparer.Ordinal)];
        using var response = await _client.AddAsync(files.Select(path => (Path.GetFileName(path), File.ReadAllBytes(path))));
        var results = (await response.JsonAsync()).GetProperty("results").EnumerateArray().ToArray();
        Assert.Equal(files.Select(Path.GetFileName), results.Select(result => result.GetProperty("name").GetString()));
        Assert.Contains(results, result => result.GetProperty("status").GetString() == "added");
        Assert.All(results.Where(result => result.GetProperty("status").GetString() == "failed"), result =>
            Assert.Contains("expected", result.GetProperty("error").Detail(), StringComparison.Ordinal));
        await _client.AddAsync(1);
    }
}
