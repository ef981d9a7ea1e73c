using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;

namespace Sgraf.Benchmarks.Load;

/// <summary>Sends requests at their moments, and keeps the time of each from its moment to the end of its answer.</summary>
internal sealed class LoadRun(HttpClient client, IReadOnlyList<string> bodies, LoadOptions options)
{
    private const int WarmUp = 20;

    private readonly Uri _path = new(options.Images ? "/search/image-to-text" : "/search/text-to-image", UriKind.Relative);
    private readonly ConcurrentBag<double> _milliseconds = [];
    private int _refused, _failed;

    public async Task<LoadReport> RunAsync()
    {
        for (var request = 0; request < WarmUp; request++) await SendAsync(request, Stopwatch.GetTimestamp());
        (_refused, _failed) = (0, 0);
        _milliseconds.Clear();
        var count = (int)(options.Rate * options.Seconds);
        var start = Stopwatch.GetTimestamp();
        var requests = new Task[count];
        for (var request = 0; request < count; request++)
        {
            var moment = start + (long)(request / options.Rate * Stopwatch.Frequency);
            await WaitUntilAsync(moment);
            requests[request] = SendAsync(request, moment);
        }
        await Task.WhenAll(requests);
        var seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        return new LoadReport(count / seconds, _refused, _failed, [.. _milliseconds.Order()]);
    }

    private async Task SendAsync(int request, long moment)
    {
        using var content = new StringContent(bodies[request % bodies.Count], System.Text.Encoding.UTF8, "application/json");
        try
        {
            using var response = await client.PostAsync(_path, content);
            await response.Content.ReadAsByteArrayAsync();
            if (response.StatusCode == HttpStatusCode.TooManyRequests) Interlocked.Increment(ref _refused);
            else if (!response.IsSuccessStatusCode) Interlocked.Increment(ref _failed);
            else _milliseconds.Add(Stopwatch.GetElapsedTime(moment).TotalMilliseconds);
        }
        catch (HttpRequestException)
        {
            Interlocked.Increment(ref _failed);
        }
    }

    /// <summary>A timer alone wakes up a millisecond too late.</summary>
    private static async Task WaitUntilAsync(long moment)
    {
        var left = Stopwatch.GetElapsedTime(Stopwatch.GetTimestamp(), moment) - TimeSpan.FromMilliseconds(2);
        if (left > TimeSpan.Zero) await Task.Delay(left);
        while (Stopwatch.GetTimestamp() < moment) await Task.Yield();
    }
}
