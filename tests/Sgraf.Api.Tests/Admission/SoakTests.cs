using System.Globalization;
using Sgraf.Api.Tests.Application;

namespace Sgraf.Api.Tests.Admission;

/// <summary>Many mixed requests leave the memory as it was. SGRAF_SOAK sets their number; 10,000 take some minutes.</summary>
public sealed class SoakTests(ServedProcess service) : IClassFixture<ServedProcess>
{
    private const int AtOnce = 4;
    private static readonly int Requests =
        int.TryParse(Environment.GetEnvironmentVariable("SGRAF_SOAK"), NumberStyles.None, CultureInfo.InvariantCulture, out var chosen) ? chosen : 600;

    [Fact]
    public async Task Memory_stays_flat_over_many_mixed_requests()
    {
        await SendAsync(0, Requests / 2);
        var before = await service.MemoryAsync();
        await SendAsync(Requests / 2, Requests);
        var after = await service.MemoryAsync();
        Assert.True(after < before * 1.1 + 30, $"{before:0} MB after {Requests / 2} requests, {after:0} MB after {Requests}.");
    }

    private Task SendAsync(int first, int end) => Parallel.ForAsync(first, end, new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (number, _) =>
    {
        using var response = await SendOneAsync(number);
        var expected = number % 10 >= 7 ? 400 : 200;
        Assert.True((int)response.StatusCode / 100 == expected / 100, $"Request {number} was answered with {(int)response.StatusCode}.");
        await response.Content.ReadAsByteArrayAsync(CancellationToken.None);
    });

    /// <summary>Of ten requests seven are answered and three are refused.</summary>
    private Task<HttpResponseMessage> SendOneAsync(int number) => (number % 10) switch
    {
        0 or 1 => service.Client.PostAsync("/search/text-to-image", new { text = $"a red cube {number}", explain = number % 20 == 0 }),
        2 => service.Client.PostAsync("/score", Application.Requests.Score(Application.Requests.Png(number, 64, 64), ["a cube", "a ball"], explain: true)),
        3 => service.Client.PostFormAsync("/search/image-to-text", ("image", Application.Requests.Png(number % 50, 200, 150)), ("top", 3)),
        4 => service.Client.PostAsync("/explain", new { image = new { data = Application.Requests.Png(number, 90, 60) }, text = "the blue ball" }),
        5 => service.Client.PostFormAsync("/images", ("files", Application.Requests.Png(number % 100))),
        6 => service.Client.GetAsync("/images?limit=5"),
        7 => service.Client.PostTextAsync("/score", $$"""{"images": [{"data": "{{new string('A', 100_000)}}"}], "texts": ["a"]}"""),
        8 => service.Client.PostTextAsync("/search/text-to-image", new string('[', 100_000)),
        _ => service.Client.PostFormAsync("/explain", ("image", new byte[50_000]), ("text", "a"), ("colour", "red")),
    };
}
