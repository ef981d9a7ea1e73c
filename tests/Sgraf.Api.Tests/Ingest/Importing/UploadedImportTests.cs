using System.IO.Compression;
using System.Net;
using System.Text;
using System.Text.Json;
using Sgraf.Api.Tests.Application;

namespace Sgraf.Api.Tests.Ingest.Importing;

/// <summary>Archives and lists that are uploaded to be imported, kind ones and others.</summary>
public sealed class UploadedImportTests : IAsyncLifetime
{
    private readonly Service _service = new();
    private HttpClient _client = null!;

    public async ValueTask InitializeAsync() => _client = await _service.Set("Import:ArchiveEntries", "50").ReadyAsync();

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _service.DisposeAsync();
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

    private async Task<JsonElement> UploadAsync(byte[] archive)
    {
        using var response = await _client.UploadAsync("a.zip", archive);
        return await _client.EndOfAsync((await response.JsonAsync(HttpStatusCode.Accepted)).GetProperty("id").GetInt64());
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
