using System.Net;
using System.Text;
using System.Text.Json;
using Sgraf.Api.Tests.Application;
using Sgraf.Model.Bundles;
using Sgraf.Model.Scoring;
using Sgraf.Tests;

namespace Sgraf.Api.Tests.Ingest.Importing;

/// <summary>What the service does by itself when it starts.</summary>
public sealed class ImportRunnerTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task The_first_start_indexes_the_demo_pictures_and_later_ones_do_not()
    {
        Directory.CreateDirectory(_folder.PathOf("demo/images"));
        for (var seed = 1; seed <= 12; seed++) _folder.Write($"demo/images/{seed}.webp", TestPicture.Create(40, 30, seed).Encode(".webp"));
        _folder.Write("demo/gallery.jsonl", Encoding.UTF8.GetBytes(string.Join('\n', Enumerable.Range(1, 12).Select(seed =>
            $$"""{"image":"images/{{seed}}.webp","captions":["a red cube","the ball"]}"""))));
        await using (var first = Serve().Set("Gallery:Demo", "true").Set("Gallery:DemoFolder", _folder.PathOf("demo")))
        using (var client = await first.ReadyAsync())
        {
            var job = await EndOfFirstAsync(client);
            Assert.Equal(("demo", "completed"), (job.GetProperty("kind").GetString(), job.GetProperty("state").GetString()));
            var items = (await client.JsonOfAsync("/images")).GetProperty("items").EnumerateArray().ToArray();
            Assert.Equal(12, items.Length);
            foreach (var item in items)
                using (await client.DeleteAsync($"/images/{item.GetProperty("id").GetString()}")) { }
        }
        await using var second = Serve().Set("Gallery:Demo", "true").Set("Gallery:DemoFolder", _folder.PathOf("demo"));
        using var later = await second.ReadyAsync();
        Assert.Single((await later.JsonOfAsync("/imports")).GetProperty("items").EnumerateArray());
        Assert.Equal(0, (await later.JsonOfAsync("/images")).GetProperty("total").GetInt32());
    }

    [Fact]
    public async Task After_a_change_of_the_model_everything_is_indexed_anew_from_what_is_kept()
    {
        var ids = new List<string>();
        await using (var first = Serve())
        using (var client = await first.ReadyAsync())
            for (var seed = 1; seed <= 5; seed++) ids.Add(await client.AddAsync(seed, $"a ball {seed}"));

        var other = RandomCheckpoint.Create(TinyModel.Config, SimilarityModule.Sgr, seed: 77);
        await using var second = Serve(bundle => SelfTestRun.Record(bundle with { Sgr = other }));
        using var later = await second.ReadyAsync();
        var job = await EndOfFirstAsync(later);
        Assert.Equal(("reindex", "completed"), (job.GetProperty("kind").GetString(), job.GetProperty("state").GetString()));
        Assert.Equal((10, 0, 0), job.Counts());
        var items = (await later.JsonOfAsync("/images")).GetProperty("items").EnumerateArray().ToArray();
        Assert.Equal(ids, items.Select(item => item.GetProperty("id").GetString()));
        Assert.All(items, item => Assert.False(item.GetProperty("stale").GetBoolean()));
        Assert.All((await later.JsonOfAsync("/captions")).GetProperty("items").EnumerateArray(), item => Assert.False(item.GetProperty("stale").GetBoolean()));
    }

    [Fact]
    public async Task An_import_goes_on_after_the_service_was_stopped()
    {
        for (var seed = 1; seed <= 200; seed++) _folder.Write($"{seed}.png", Requests.Png(seed, 300, 200));
        int done;
        await using (var first = Serve().Set("Import:Roots:0", _folder.Path))
        using (var client = await first.ReadyAsync())
        {
            using var started = await client.PostAsync("/imports", new { folder = "." });
            await started.JsonAsync(HttpStatusCode.Accepted);
            JsonElement job;
            do job = await client.JsonOfAsync("/imports/1");
            while (job.GetProperty("done").GetInt32() == 0);
            done = job.GetProperty("done").GetInt32();
        }
        await using var second = Serve().Set("Import:Roots:0", _folder.Path);
        using var later = await second.ReadyAsync();
        Assert.InRange((await later.JsonOfAsync("/imports/1")).GetProperty("done").GetInt32(), done, 200);
        Assert.Equal((200, 0, 0), (await later.EndOfAsync(1)).Counts());
        Assert.Equal(200, (await later.JsonOfAsync("/images")).GetProperty("total").GetInt32());
    }

    [Fact]
    public async Task The_gallery_is_measured()
    {
        await using var service = Serve();
        using var client = await service.ReadyAsync();
        await client.AddAsync(1, "a red cube");
        using var metrics = await client.GetAsync("/metrics");
        var text = await metrics.Content.ReadAsStringAsync();
        Assert.Contains("sgraf_gallery_items{kind=\"picture\"} 1", text, StringComparison.Ordinal);
        Assert.Matches("sgraf_gallery_bytes [1-9]", text);
        Assert.Contains("sgraf_gallery_deleted_bytes 0", text, StringComparison.Ordinal);
    }

    /// <summary>Waits for what the service begins by itself, which may be after its first answer.</summary>
    private static async Task<JsonElement> EndOfFirstAsync(HttpClient client)
    {
        while ((await client.JsonOfAsync("/imports")).GetProperty("items").GetArrayLength() == 0) await Task.Delay(20);
        return await client.EndOfAsync(1);
    }

    private Service Serve(Func<Bundle, Bundle>? change = null) => new Service(change: change).Set("Gallery:Folder", _folder.PathOf("gallery"));
}
