using System.IO.Compression;
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
        _client = await _service.Set("Import:Roots:0", _root.PathOf("photos")).Set("Import:ArchiveEntries", "50").ReadyAsync();
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

    [Fact]
    public async Task An_archive_is_imported()
    {
        var archive = Zip(("set/images/1.png", Requests.Png(1)), ("set/images/2.png", Requests.Png(2)), ("set/images/3.png", Requests.Png(3)),
            ("set/train.jsonl", """
                {"image":"images/1.png","captions":["a red cube"]}
                {"image":"images/2.png","captions":["a ball"]}
                {"image":"images/7.png","captions":["a cone"]}
                """u8.ToArray()), ("__MACOSX/._x.png", [1]));
        using var response = await _client.UploadAsync("photos.zip", archive);
        var job = await response.JsonAsync(HttpStatusCode.Accepted);
        Assert.Equal($"/imports/{job.GetProperty("id").GetInt64()}", response.Headers.Location!.ToString());
        Assert.Equal("photos.zip", job.GetProperty("name").GetString());
        Assert.Equal((2, 0, 1), (await _client.EndOfAsync(job.GetProperty("id").GetInt64())).Counts());
        Assert.Empty(Directory.GetFiles(Path.Combine(_service.GalleryFolder, "uploads")));
    }

    [Fact]
    public async Task A_list_with_pictures_in_it_is_imported()
    {
        var known = await _client.AddAsync(7);
        string Line(int seed) => $$$"""{"name":"{{{seed}}}.png","data":"{{{Convert.ToBase64String(Requests.Png(seed))}}}","captions":["a ball"],"metadata":{"seed":{{{seed}}}}}""";
        string[] lines = [Line(1), Line(2), Line(1), $$"""{"image":"{{known}}","captions":["a cone"]}""", """{"name":"x.png","data":"?"}""", """{"captions":["a"]}""", "[]"];
        using var response = await _client.UploadAsync("list.jsonl", Encoding.UTF8.GetBytes(string.Join('\n', lines)));
        var job = await _client.EndOfAsync((await response.JsonAsync(HttpStatusCode.Accepted)).GetProperty("id").GetInt64());
        Assert.Equal((2, 2, 3), job.Counts());
        Assert.Equal("a cone", (await _client.JsonOfAsync($"/images/{known}")).GetProperty("captions")[0].GetString());
        var errors = (await _client.JsonOfAsync($"/imports/{job.GetProperty("id").GetInt64()}/errors")).GetProperty("items").EnumerateArray();
        Assert.Equal(["line 5", "line 6", "line 7"], errors.Select(error => error.GetProperty("name").GetString()));
    }

    [Theory]
    [InlineData("../up.png")]
    [InlineData("/etc/up.png")]
    [InlineData("a\\..\\..\\up.png")]
    public async Task Archives_that_lead_out_of_themselves_are_refused(string name)
    {
        using var response = await _client.UploadAsync("a.zip", Zip((name, Requests.Png(1))));
        Assert.Contains("whose name leads out of it", (await response.ProblemAsync(422, "import-refused")).Detail(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Archives_of_too_many_entries_are_refused_by_their_limit()
    {
        using var response = await _client.UploadAsync("a.zip", Zip([.. Enumerable.Range(0, 51).Select(number => ($"{number}.png", new byte[1]))]));
        var problem = await response.ProblemAsync(422, "import-refused");
        Assert.Contains("The archive has 51 entries, expected at most 50", problem.Detail(), StringComparison.Ordinal);
        Assert.Equal("Import:ArchiveEntries", problem.GetProperty("setting").GetString());
        Assert.Empty(Directory.GetFiles(Path.Combine(_service.GalleryFolder, "uploads")));
    }

    [Fact]
    public async Task Archives_that_unpack_to_much_more_are_refused()
    {
        using var response = await _client.UploadAsync("bomb.zip", Zip(("a.png", new byte[11 << 20])));
        Assert.Contains("times larger than the archive", (await response.ProblemAsync(422, "import-refused")).Detail(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_archive_whose_sizes_are_lies_costs_its_own_files_alone()
    {
        var archive = Zip(("a.png", new byte[9 << 20]), ("b.png", Requests.Png(1)));
        Assert.Equal((1, 0, 1), (await UploadAsync(archive)).Counts());
    }

    [Theory]
    [InlineData("a.zip", "no zip archive")]
    [InlineData("a.tar", "neither a .zip nor a .jsonl")]
    public async Task Other_files_are_refused(string name, string detail)
    {
        using var response = await _client.UploadAsync(name, new byte[100]);
        Assert.Contains(detail, (await response.ProblemAsync(422, "import-refused")).Detail(), StringComparison.Ordinal);
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

    private async Task<JsonElement> UploadAsync(byte[] archive)
    {
        using var response = await _client.UploadAsync("a.zip", archive);
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

    private static byte[] Zip(params (string Name, byte[] Bytes)[] files)
    {
        using var stream = new MemoryStream();
        using (var archive = new ZipArchive(stream, ZipArchiveMode.Create))
        {
            foreach (var (name, bytes) in files)
            {
                using var entry = archive.CreateEntry(name).Open();
                entry.Write(bytes);
            }
        }
        return stream.ToArray();
    }
}
