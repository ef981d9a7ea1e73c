using System.Net.Sockets;
using System.Text;
using Sgraf.Api.Tests.Application;

namespace Sgraf.Api.Tests.Admission;

/// <summary>Bodies that are too large or too deep, through the real server: refused by a problem, in flat memory, and the next request is answered.</summary>
public sealed class LargeBodyTests(ServedProcess service) : IClassFixture<ServedProcess>
{
    private const long Size = 200L << 20;

    /// <summary>Megabytes that a refusal may leave behind: less than two of the largest bodies, which pools may keep.</summary>
    private const double Allowance = 160;

    [Theory]
    [InlineData("/score", 64)]
    [InlineData("/images", 64)]
    [InlineData("/explain", 64)]
    [InlineData("/search/image-to-text", 64)]
    [InlineData("/search/text-to-image", 1)]
    [InlineData("/search/audit", 1)]
    public async Task A_body_that_says_it_is_too_large_is_refused_unread(string path, int megabytes)
    {
        var answer = await SendAsync(path, $"Content-Length: {Size}", []);
        Assert.StartsWith("HTTP/1.1 413", answer, StringComparison.Ordinal);
        Assert.Contains("\"type\":\"/problems/body-too-large\"", answer, StringComparison.Ordinal);
        Assert.Contains($"\"limit\":{megabytes << 20},\"setting\":\"Limits:", answer, StringComparison.Ordinal);
        await AssertServesAsync();
    }

    [Theory]
    [InlineData("/score", "{\"texts\": [\"a\"], \"images\": [{\"data\": \"")]
    [InlineData("/search/text-to-image", "{\"text\": \"")]
    public async Task A_body_without_an_end_is_refused_at_its_limit(string path, string start)
    {
        var before = await service.MemoryAsync();
        var answer = await SendAsync(path, "Transfer-Encoding: chunked", Chunks(start));
        Assert.StartsWith("HTTP/1.1 413", answer, StringComparison.Ordinal);
        Assert.Contains("\"type\":\"/problems/body-too-large\"", answer, StringComparison.Ordinal);
        await AssertServesAsync();
        Assert.InRange(await service.MemoryAsync(), 0, before + Allowance);
    }

    [Theory]
    [InlineData("/score", "")]
    [InlineData("/score", """{"texts": ["a"], "images": """)]
    [InlineData("/search/text-to-image", """{"text": "a", "where": """)]
    [InlineData("/explain", """{"text": "a", "image": """)]
    public async Task Json_of_a_million_levels_is_refused(string path, string start)
    {
        using var response = await service.Client.PostTextAsync(path, start + new string('[', 1_000_000));
        var detail = (await response.ProblemAsync(400, "invalid-json")).Detail();
        Assert.True(detail.Contains("nested more than 16 levels deep (Limits:JsonDepth)", StringComparison.Ordinal)
            || detail.Contains("another type than expected", StringComparison.Ordinal), detail);
        await AssertServesAsync();
    }

    [Fact]
    public async Task A_form_that_is_cut_off_is_refused()
    {
        const string Boundary = "x";
        using var response = await service.Client.PostTextAsync(
            "/score", $"--{Boundary}\r\nContent-Disposition: form-data; name=\"texts\"\r\n\r\na cube", $"multipart/form-data; boundary={Boundary}");
        await response.ProblemAsync(400, "invalid-form");
        await AssertServesAsync();
    }

    private async Task AssertServesAsync()
    {
        using var response = await service.Client.PostAsync("/search/text-to-image", new { text = "a red cube" });
        Assert.Equal(8, (await response.JsonAsync()).GetProperty("hits").GetArrayLength());
    }

    /// <summary>A string that goes on and on, 64 KiB at a time.</summary>
    private static IEnumerable<byte[]> Chunks(string start)
    {
        yield return Encoding.ASCII.GetBytes($"{start.Length:x}\r\n{start}\r\n");
        var chunk = Encoding.ASCII.GetBytes($"{1 << 16:x}\r\n{new string('A', 1 << 16)}\r\n");
        for (var sent = 0L; sent < Size; sent += 1 << 16) yield return chunk;
    }

    /// <summary>Sends a request as it is and reads the answer, which may come before the end of the request.</summary>
    private async Task<string> SendAsync(string path, string header, IEnumerable<byte[]> body)
    {
        using var socket = new TcpClient();
        await socket.ConnectAsync("127.0.0.1", service.Client.BaseAddress!.Port);
        var stream = socket.GetStream();
        var type = path == "/images" ? "multipart/form-data; boundary=x" : "application/json";
        await stream.WriteAsync(Encoding.ASCII.GetBytes($"POST {path} HTTP/1.1\r\nHost: localhost\r\nContent-Type: {type}\r\nConnection: close\r\n{header}\r\n\r\n"));
        var answer = ReadAsync(stream);
        try
        {
            foreach (var part in body)
            {
                if (answer.IsCompleted) break;
                await stream.WriteAsync(part);
            }
        }
        catch (IOException)
        {
            // The server closes the connection of a body that it does not read; its answer is there already.
        }
        return await answer;
    }

    private static async Task<string> ReadAsync(NetworkStream stream)
    {
        var answer = new StringBuilder();
        var buffer = new byte[8192];
        try
        {
            for (int count; (count = await stream.ReadAsync(buffer)) > 0;) answer.Append(Encoding.UTF8.GetString(buffer, 0, count));
        }
        catch (IOException) when (answer.Length > 0)
        {
            // Closed behind the answer.
        }
        return answer.ToString();
    }
}
