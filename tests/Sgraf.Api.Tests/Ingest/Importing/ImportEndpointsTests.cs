using System.Diagnostics;
using System.Net;
using System.Net.ServerSentEvents;
using System.Text;
using System.Text.Json;
using Sgraf.Api.Tests.Application;
using Sgraf.Tests;

namespace Sgraf.Api.Tests.Ingest.Importing;

public sealed class ImportEndpointsTests : IAsyncLifetime
{
    private readonly TemporaryFolder _root = new();
    private readonly Service _service = new();
    private HttpClient _client = null!;

    public async ValueTask InitializeAsync()
    {
        Directory.CreateDirectory(_root.PathOf("photos/images"));
        _client = await _service.Set("Import:Roots:0", _root.PathOf("photos")).ReadyAsync();
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _service.DisposeAsync();
        _root.Dispose();
    }

    [Fact]
    public async Task A_folder_is_imported_with_what_its_list_says()
    {
        for (var seed = 1; seed <= 3; seed++) _root.Write($"photos/images/{seed}.png", Requests.Png(seed));
        _root.Write("photos/images/unlisted.png", Requests.Png(9));
        _root.Write("photos/captions.jsonl", Encoding.UTF8.GetBytes("""
            {"image":"images/1.png","captions":["a red cube","a ball"],"metadata":{"album":"one"}}
            {"image":"2.png","captions":["a cone"]}

            {"image":"images/missing.png","captions":[]}
            {"image":"../outside.png"}
            {"picture":"images/3.png"}
            not JSON
            """));
        var job = await ImportAsync(".");
        Assert.Equal("completed", job.GetProperty("state").GetString());
        Assert.Equal((2, 0, 4), job.Counts());
        var items = (await _client.JsonOfAsync("/images")).GetProperty("items").EnumerateArray().ToArray();
        Assert.Equal(["1.png", "2.png"], items.Select(item => item.GetProperty("name").GetString()).Order());
        Assert.Contains(items, item => item.GetProperty("captions").GetArrayLength() == 2 && item.GetProperty("metadata").GetProperty("album").GetString() == "one");
        var errors = (await _client.JsonOfAsync($"/imports/{job.GetProperty("id").GetInt64()}/errors")).GetProperty("items").EnumerateArray().ToArray();
        Assert.Equal(["images/missing.png", "../outside.png", "captions.jsonl, line 6", "captions.jsonl, line 7"], errors.Select(error => error.GetProperty("name").GetString()));
        Assert.All(errors, error => Assert.NotEmpty(error.GetProperty("error").Detail()));
    }

    [Fact]
    public async Task Boxes_and_regions_beside_a_list_are_no_lists()
    {
        _root.Write("photos/images/1.png", Requests.Png(1));
        _root.Write("photos/test.jsonl", """{"image":"images/1.png","captions":["a red cube"]}"""u8.ToArray());
        _root.Write("photos/test_boxes.jsonl", """{"image":"images/1.png","width":256,"height":256,"objects":[]}"""u8.ToArray());
        _root.Write("photos/test_regions.jsonl", """{"image":"images/1.png","boxes":[]}"""u8.ToArray());
        Assert.Equal((1, 0, 0), (await ImportAsync(".")).Counts());
    }

    [Fact]
    public async Task A_folder_without_a_list_is_imported_whole_and_twice_adds_nothing()
    {
        Directory.CreateDirectory(_root.PathOf("photos/images/deep"));
        for (var seed = 1; seed <= 20; seed++) _root.Write($"photos/images/{(seed % 2 == 0 ? "deep/" : "")}{seed}.png", Requests.Png(seed));
        _root.Write("photos/images/notes.txt", [1]);
        _root.Write("photos/images/broken.jpg", [0xFF, 0xD8, 0xFF, 1]);
        Assert.Equal((20, 0, 1), (await ImportAsync("images")).Counts());
        Assert.Equal((0, 20, 1), (await ImportAsync(_root.PathOf("photos/images"))).Counts());
        var jobs = (await _client.JsonOfAsync("/imports")).GetProperty("items").EnumerateArray().Select(job => job.GetProperty("id").GetInt64()).ToArray();
        Assert.Equal(jobs.OrderDescending(), jobs);
    }

    [Theory]
    [InlineData("..")]
    [InlineData("images/..")]
    [InlineData("images/../../other")]
    [InlineData("../photos/../other")]
    [InlineData("/")]
    [InlineData("/etc")]
    [InlineData("nothing")]
    [InlineData("link")]
    [InlineData("link/inner")]
    [InlineData("images\\..\\..")]
    [InlineData("")]
    public async Task No_path_leads_out_of_the_roots(string folder)
    {
        Directory.CreateDirectory(_root.PathOf("other/inner"));
        _root.Write("other/inner/1.png", Requests.Png(1));
        File.CreateSymbolicLink(_root.PathOf("photos/link"), _root.PathOf("other"));
        using var response = await _client.PostAsync("/imports", new { folder });
        var problem = await response.ProblemAsync(422, "import-refused");
        Assert.Contains("There is no such folder below the configured roots", problem.Detail(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Links_within_a_folder_are_not_followed()
    {
        _root.Write("secret.png", Requests.Png(1));
        _root.Write("photos/images/2.png", Requests.Png(2));
        File.CreateSymbolicLink(_root.PathOf("photos/images/1.png"), _root.PathOf("secret.png"));
        Assert.Equal((1, 0, 0), (await ImportAsync("images")).Counts());
        _root.Write("photos/captions.jsonl", """{"image":"images/1.png"}"""u8.ToArray());
        Assert.Equal((0, 0, 1), (await ImportAsync(".")).Counts());
    }

    [Fact]
    public async Task Without_roots_no_folder_is_imported()
    {
        await using var service = new Service();
        using var client = await service.ReadyAsync();
        using var response = await client.PostAsync("/imports", new { folder = "." });
        Assert.Contains("Import:Roots", (await response.ProblemAsync(422, "import-refused")).Detail(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{}", "application/json", 400, "invalid-json")]
    [InlineData("""{"folder":"a","more":1}""", "application/json", 400, "invalid-json")]
    [InlineData("folder=a", "text/plain", 415, "unsupported-media-type")]
    [InlineData("nothing", "multipart/form-data", 400, "invalid-form")]
    [InlineData("--x\r\n", "multipart/form-data; boundary=x", 400, "invalid-form")]
    public async Task Bodies_of_another_shape_are_refused(string body, string type, int status, string kind)
    {
        using var response = await _client.PostTextAsync("/imports", body, type);
        await response.ProblemAsync(status, kind);
    }

    [Theory]
    [InlineData("/imports/77")]
    [InlineData("/imports/77/errors")]
    [InlineData("/imports/77/events")]
    public async Task An_import_that_is_not_there_is_said(string path)
    {
        using var response = await _client.GetAsync(path);
        await response.ProblemAsync(404, "import-not-found");
    }

    [Fact]
    public async Task What_is_no_file_of_bytes_is_an_item_that_failed()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no pipes among its files.");
        Directory.CreateDirectory(_root.PathOf("photos/odd"));
        _root.Write("photos/odd/1.png", Requests.Png(1));
        Process.Start("mkfifo", _root.PathOf("photos/odd/2.png")).WaitForExit();
        var job = await ImportAsync("odd");
        Assert.Equal("completed", job.GetProperty("state").GetString());
        Assert.Equal((1, 0, 1), job.Counts());
    }

    [Fact]
    public async Task A_line_whose_metadata_are_no_text_is_an_item_that_failed()
    {
        Directory.CreateDirectory(_root.PathOf("photos/half"));
        _root.Write("photos/half/1.png", Requests.Png(1));
        _root.Write("photos/half/a.jsonl", Encoding.UTF8.GetBytes("""
            {"image":"1.png","metadata":{"a":"\ud800"}}
            {"image":"1.png"}
            """));
        var job = await ImportAsync("half");
        Assert.Equal((1, 0, 1), job.Counts());
        var error = (await _client.JsonOfAsync($"/imports/{job.GetProperty("id").GetInt64()}/errors")).GetProperty("items")[0];
        Assert.Equal("a.jsonl, line 1", error.GetProperty("name").GetString());
    }

    [Fact]
    public async Task An_empty_folder_is_said_to_be_empty()
    {
        Directory.CreateDirectory(_root.PathOf("photos/empty"));
        var job = await ImportAsync("empty");
        Assert.Equal("failed", job.GetProperty("state").GetString());
        Assert.Contains("There is no picture", job.GetProperty("error").Detail(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Progress_is_sent_as_it_happens_and_goes_on_after_the_last_event()
    {
        for (var seed = 1; seed <= 40; seed++) _root.Write($"photos/images/{seed}.png", Requests.Png(seed, 200, 150));
        using var started = await _client.PostAsync("/imports", new { folder = "images" });
        var path = $"/imports/{(await started.JsonAsync(HttpStatusCode.Accepted)).GetProperty("id").GetInt64()}/events";
        var events = await EventsAsync(path, last: null);
        Assert.All(events, one => Assert.Equal("progress", one.Name));
        Assert.Equal("completed", events[^1].Data.GetProperty("state").GetString());
        Assert.Equal((40, 0, 0), events[^1].Data.Counts());
        var done = events.Select(one => one.Data.GetProperty("done").GetInt32()).ToArray();
        Assert.Equal(done.Order(), done);
        Assert.Empty(await EventsAsync(path, events[^1].Id));
        Assert.Equal(events[^1].Id, Assert.Single(await EventsAsync(path, "running-40-7")).Id);
    }

    [Fact]
    public async Task A_cancelled_import_stops_and_keeps_what_it_added()
    {
        for (var seed = 1; seed <= 300; seed++) _root.Write($"photos/images/{seed}.png", Requests.Png(seed, 300, 200));
        using var started = await _client.PostAsync("/imports", new { folder = "images" });
        var id = (await started.JsonAsync(HttpStatusCode.Accepted)).GetProperty("id").GetInt64();
        while ((await _client.JsonOfAsync($"/imports/{id}")).GetProperty("done").GetInt32() == 0) await Task.Delay(10);
        using var cancelled = await _client.DeleteAsync($"/imports/{id}");
        Assert.Equal("cancelled", (await cancelled.JsonAsync()).GetProperty("state").GetString());
        _root.Write("photos/1.png", Requests.Png(1, 300, 200));
        Assert.Equal("completed", (await ImportAsync(".")).GetProperty("state").GetString());
        var job = await _client.JsonOfAsync($"/imports/{id}");
        Assert.InRange(job.GetProperty("done").GetInt32(), 1, 299);
        using var again = await _client.DeleteAsync($"/imports/{id}");
        Assert.Equal("cancelled", (await again.JsonAsync()).GetProperty("state").GetString());
    }

    private async Task<JsonElement> ImportAsync(string folder)
    {
        using var response = await _client.PostAsync("/imports", new { folder });
        return await _client.EndOfAsync((await response.JsonAsync(HttpStatusCode.Accepted)).GetProperty("id").GetInt64());
    }

    private async Task<List<(string Id, string Name, JsonElement Data)>> EventsAsync(string path, string? last)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(path, UriKind.Relative));
        if (last is not null) request.Headers.Add("Last-Event-ID", last);
        using var response = await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        Assert.Equal("text/event-stream", response.Content.Headers.ContentType?.MediaType);
        var events = new List<(string, string, JsonElement)>();
        await foreach (var one in SseParser.Create(await response.Content.ReadAsStreamAsync()).EnumerateAsync())
        {
            using var data = JsonDocument.Parse(one.Data);
            events.Add((one.EventId!, one.EventType, data.RootElement.Clone()));
        }
        return events;
    }
}
