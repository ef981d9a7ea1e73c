using System.Net;
using System.Text.Json;
using Sgraf.Api.Gallery;
using Sgraf.Api.Tests.Application;
using Sgraf.Tests;

namespace Sgraf.Api.Tests.Ingest.Importing;

/// <summary>A real process is killed at chance moments while it imports and adds pictures.</summary>
public sealed class KillTests : IDisposable
{
    private const int Rounds = 20, FolderSize = 80;

    private readonly TemporaryFolder _folder = new();
    private readonly Random _random = new(1);

    /// <summary>What was acknowledged: ids of pictures, and of each import how far it was seen to be.</summary>
    private readonly Dictionary<string, byte[]> _added = [];
    private readonly Dictionary<long, (int Folder, int Done)> _imports = [];
    private int _seed = 1_000_000;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Nothing_acknowledged_is_lost_nothing_is_half_there_and_imports_go_on()
    {
        TinyModel.Write(_folder.PathOf("tiny"));
        var interrupted = 0;
        for (var round = 0; round < Rounds; round++)
        {
            var (process, client) = await ServeAsync();
            await using (process)
            using (client)
            {
                await CheckAsync(client);
                if (await WorkUntilKilledAsync(process, client)) interrupted++;
            }
        }
        Assert.InRange(interrupted, Rounds / 2, Rounds);
        await FinishAsync();
    }

    private Task<(ServiceProcess Process, HttpClient Client)> ServeAsync() => ServiceProcess.ServeAsync(
        $"Model:Folder={_folder.PathOf("tiny")}", $"Gallery:Folder={_folder.PathOf("gallery")}", "Gallery:Demo=false",
        $"Import:Roots:0={_folder.Path}", "Log:Level=Warning");

    /// <returns>Whether an import was cut off.</returns>
    private async Task<bool> WorkUntilKilledAsync(ServiceProcess process, HttpClient client)
    {
        var import = await OpenImportAsync(client);
        using var killed = new CancellationTokenSource();
        var adding = AddUntilAsync(client, killed.Token);
        var watching = WatchUntilAsync(client, import, killed.Token);
        await Task.Delay(_random.Next(10, 250));
        var output = await process.KillAsync();
        await killed.CancelAsync();
        await Task.WhenAll(adding, watching);
        Assert.DoesNotContain("Gallery:", output, StringComparison.Ordinal);    // what begins the line of every damage
        return _imports[import].Done < FolderSize;
    }

    /// <summary>The import that is being done; when there is none, that of another folder is begun.</summary>
    private async Task<long> OpenImportAsync(HttpClient client)
    {
        foreach (var id in _imports.Keys)
            if ((await client.JsonOfAsync($"/imports/{id}")).GetProperty("state").GetString() is "queued" or "running") return id;
        var folder = _imports.Count;
        Directory.CreateDirectory(_folder.PathOf($"{folder}"));
        for (var number = 0; number < FolderSize; number++) _folder.Write($"{folder}/{number}.png", Requests.Png(folder * FolderSize + number));
        await File.WriteAllLinesAsync(_folder.PathOf($"{folder}/captions.jsonl"), Enumerable.Range(0, FolderSize).Select(number =>
            $$"""{"image":"{{number}}.png","captions":["a red cube","a ball left of {{number}}"]}"""));
        using var response = await client.PostAsync("/imports", new { folder = $"{folder}" });
        var started = (await response.JsonAsync(HttpStatusCode.Accepted)).GetProperty("id").GetInt64();
        _imports[started] = (folder, 0);
        return started;
    }

    private async Task AddUntilAsync(HttpClient client, CancellationToken killed)
    {
        while (!killed.IsCancellationRequested)
        {
            var file = Requests.Png(_seed++);
            try
            {
                using var response = await client.AddAsync([("a.png", file)], """{"a.png":["a small cone"]}""");
                if (response.IsSuccessStatusCode) _added.Add((await response.JsonAsync()).GetProperty("results")[0].GetProperty("id").GetString()!, file);
            }
            catch (HttpRequestException)
            {
                return;    // cut off: it may be there or not, but not half
            }
        }
    }

    private async Task WatchUntilAsync(HttpClient client, long import, CancellationToken killed)
    {
        try
        {
            while (!killed.IsCancellationRequested)
            {
                var progress = await client.JsonOfAsync($"/imports/{import}");
                _imports[import] = _imports[import] with { Done = progress.GetProperty("done").GetInt32() };
                await Task.Delay(5, CancellationToken.None);
            }
        }
        catch (HttpRequestException)
        {
            // Cut off.
        }
    }

    /// <summary>Everything that was acknowledged is there.</summary>
    private async Task CheckAsync(HttpClient client)
    {
        var listed = (await ListAsync(client)).Select(item => item.GetProperty("id").GetString()!).ToHashSet();
        Assert.Subset(listed, _added.Keys.ToHashSet());
        foreach (var (id, (_, done)) in _imports)
            Assert.InRange((await client.JsonOfAsync($"/imports/{id}")).GetProperty("done").GetInt32(), done, FolderSize);
    }

    /// <summary>The imports come to their end, and all that is there is whole.</summary>
    private async Task FinishAsync()
    {
        var (process, client) = await ServeAsync();
        await using (process)
        using (client)
        {
            foreach (var (id, (folder, _)) in _imports)
            {
                var job = await client.EndOfAsync(id);
                Assert.Equal("completed", job.GetProperty("state").GetString());
                Assert.Equal((FolderSize, 0, 0), job.Counts());
                for (var number = 0; number < FolderSize; number++) _added.TryAdd(NewPicture.IdOf(Requests.Png(folder * FolderSize + number)), Requests.Png(folder * FolderSize + number));
            }
            await CheckAsync(client);
            foreach (var item in await ListAsync(client))
            {
                var id = item.GetProperty("id").GetString()!;
                Assert.Equal(_added.ContainsKey(id) && item.GetProperty("name").GetString() != "a.png" ? 2 : 1, item.GetProperty("captions").GetArrayLength());
                Assert.Equal(id, NewPicture.IdOf(await client.GetByteArrayAsync($"/images/{id}/picture")));
                Assert.NotEmpty((await client.JsonOfAsync($"/images/{id}/regions")).GetProperty("regions").EnumerateArray());
            }
            Assert.DoesNotContain("Gallery:", await process.KillAsync(), StringComparison.Ordinal);
        }
    }

    private static async Task<List<JsonElement>> ListAsync(HttpClient client)
    {
        var items = new List<JsonElement>();
        for (var after = ""; ;)
        {
            var page = await client.JsonOfAsync($"/images?limit=500{after}");
            items.AddRange(page.GetProperty("items").EnumerateArray());
            if (page.GetProperty("next").GetString() is not { } next) return items;
            after = $"&after={next}";
        }
    }
}
