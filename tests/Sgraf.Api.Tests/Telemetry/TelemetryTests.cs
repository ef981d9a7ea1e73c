using System.Text.RegularExpressions;
using Sgraf.Api.Tests.Application;
using Sgraf.Tests;

namespace Sgraf.Api.Tests.Telemetry;

public sealed partial class TelemetryTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Theory]
    [InlineData("false")]
    [InlineData("true")]
    public async Task A_request_is_one_line_with_its_times_and_trace_and_without_anybodys_words(string json)
    {
        TinyModel.Write(_folder.PathOf("tiny"));
        var (process, client) = await ServiceProcess.ServeAsync(
            $"Model:Folder={_folder.PathOf("tiny")}", $"Gallery:Folder={_folder.PathOf("gallery")}", "Gallery:Demo=false", $"Log:Json={json}");
        await using var running = process;
        using var sender = client;
        using var score = await client.PostFormAsync("/score", ("images", Requests.Png()), ("texts", "a zebrasecret"));
        Assert.True(score.IsSuccessStatusCode);
        using var failure = await client.PostAsync("/search/text-to-image", new { text = "", where = new { zebrasecret = "a" } });
        var trace = (await failure.ProblemAsync(422, "text-refused")).GetProperty("traceId").GetString()!;
        using var nowhere = await client.GetAsync("/zebrasecret.png");
        var output = await process.KillAsync();
        var lines = output.Split('\n').Where(line => Request().IsMatch(line)).ToList();
        Assert.Equal(3, lines.Count);
        Assert.Matches("POST /score 200 in [0-9.]+ ms \\(wait [0-9.]+, decode [0-9.]+, regions", lines[0]);
        Assert.Contains(trace, lines[1], StringComparison.Ordinal);
        Assert.Contains("POST /search/text-to-image 422", lines[1], StringComparison.Ordinal);
        Assert.Contains("GET (no route) 404", lines[2], StringComparison.Ordinal);
        Assert.DoesNotContain("zebrasecret", output, StringComparison.Ordinal);
        Assert.DoesNotContain("picture.png", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Metrics_count_stages_requests_and_what_waits()
    {
        await using var service = new Service();
        using var client = await service.ReadyAsync();
        using var score = await client.PostAsync("/score", Requests.Score(Requests.Png(), ["a cube"]));
        Assert.True(score.IsSuccessStatusCode);
        var metrics = await client.GetStringAsync(new Uri("/metrics", UriKind.Relative));
        foreach (var stage in (string[])["wait", "decode", "regions", "encode", "score"])
            Assert.Contains($"sgraf_stage_seconds_count{{stage=\"{stage}\"}} 1", metrics, StringComparison.Ordinal);
        Assert.Contains("sgraf_request_seconds_count{route=\"/score\",status=\"200\"} 1", metrics, StringComparison.Ordinal);
        foreach (var name in (string[])["sgraf_queue_length", "sgraf_running", "sgraf_body_bytes", "sgraf_gallery_items", "process_working_set_bytes"])
            Assert.Contains($"\n{name}", metrics, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    [GeneratedRegex("(GET|POST) [^ ]+( route\\))? [0-9]{3} in ")]
    private static partial Regex Request();
}
