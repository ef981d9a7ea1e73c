using Sgraf.Api.Access;
using Sgraf.Api.Tests.Application;

namespace Sgraf.Api.Tests.Access;

public sealed class AccessTests
{
    private const string Key = "sgraf_a-key-of-the-tests", Other = "sgraf_another-key-of-the-tests";

    [Theory]
    [InlineData("X-Api-Key", Key)]
    [InlineData("X-Api-Key", Other)]
    [InlineData("Authorization", $"Bearer {Key}")]
    [InlineData("authorization", $"bearer {Key}")]
    public async Task A_request_with_an_accepted_key_is_answered(string header, string value)
    {
        await using var service = WithKeys();
        using var client = await service.ReadyAsync();
        client.DefaultRequestHeaders.Add(header, value);
        using var response = await client.GetAsync("/models");
        Assert.True(response.IsSuccessStatusCode);
    }

    [Theory]
    [InlineData(null, null)]
    [InlineData("X-Api-Key", "")]
    [InlineData("X-Api-Key", Key + "x")]
    [InlineData("Authorization", $"Basic {Key}")]
    public async Task Any_other_is_refused(string? header, string? value)
    {
        await using var service = WithKeys();
        using var client = await service.ReadyAsync();
        if (header is not null) client.DefaultRequestHeaders.TryAddWithoutValidation(header, value);
        using var models = await client.GetAsync("/models");
        await models.ProblemAsync(401, "key-needed");
        using var metrics = await client.GetAsync("/metrics");
        await metrics.ProblemAsync(401, "key-needed");
        using var score = await client.PostAsync("/score", Requests.Score(Requests.Png(), ["a cube"]));
        await score.ProblemAsync(401, "key-needed");
    }

    [Fact]
    public async Task Health_and_descriptions_need_no_key()
    {
        await using var service = WithKeys();
        using var client = await service.ReadyAsync();
        foreach (var path in (string[])["/health/live", "/problems", "/swagger/index.html", "/swagger/v1/swagger.json"])
        {
            using var response = await client.GetAsync(path);
            Assert.True(response.IsSuccessStatusCode, path);
        }
        using var nowhere = await client.GetAsync("/nowhere");
        await nowhere.ProblemAsync(404, "not-found");
    }

    [Fact]
    public async Task A_key_may_send_so_many_requests_and_another_its_own()
    {
        await using var service = WithKeys().Set("Access:Keys:0:RequestsPerMinute", "3");
        using var client = await service.ReadyAsync();
        for (var request = 0; request < 3; request++)
        {
            using var response = await SendAsync(client, Key);
            Assert.True(response.IsSuccessStatusCode);
        }
        using var refused = await SendAsync(client, Key);
        await refused.ProblemAsync(429, "rate-limited");
        Assert.InRange(refused.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 60);
        using var other = await SendAsync(client, Other);
        Assert.True(other.IsSuccessStatusCode);
        using var health = await client.GetAsync("/health/live");
        Assert.True(health.IsSuccessStatusCode);
    }

    [Theory]
    [InlineData("cross-site", null, false)]
    [InlineData("same-site", null, false)]
    [InlineData("same-origin", null, true)]
    [InlineData("none", null, true)]
    [InlineData(null, "http://evil.example", false)]
    [InlineData(null, "null", false)]
    [InlineData(null, "http://localhost", true)]
    [InlineData(null, null, true)]
    public async Task A_page_of_another_site_cannot_send_anything(string? site, string? origin, bool isAnswered)
    {
        await using var service = new Service();
        using var client = await service.ReadyAsync();
        if (site is not null) client.DefaultRequestHeaders.Add("Sec-Fetch-Site", site);
        if (origin is not null) client.DefaultRequestHeaders.Add("Origin", origin);
        using var response = await client.PostFormAsync("/score", ("images", Requests.Png()), ("texts", "a cube"));
        if (isAnswered) Assert.True(response.IsSuccessStatusCode);
        else await response.ProblemAsync(403, "foreign-origin");
        using var read = await client.GetAsync("/models");
        Assert.True(read.IsSuccessStatusCode);
    }

    [Fact]
    public async Task A_name_that_leads_to_this_machine_is_not_its_name()
    {
        await using var service = new Service();
        using var client = await service.ReadyAsync();
        using var foreign = await GetAsAsync(client, "evil.example");
        await foreign.ProblemAsync(421, "foreign-host");
        using var own = await GetAsAsync(client, "127.0.0.1:5000");
        Assert.True(own.IsSuccessStatusCode);
        await using var open = new Service().Set("Access:AllowAnonymous", "true");
        using var another = await open.ReadyAsync();
        using var named = await GetAsAsync(another, "pictures.example");
        Assert.True(named.IsSuccessStatusCode);
    }

    [Fact]
    public async Task Every_answer_tells_the_browser_what_it_may_not_do_with_it()
    {
        await using var service = new Service();
        using var client = await service.ReadyAsync();
        foreach (var path in (string[])["/models", "/nowhere", "/swagger/index.html"])
        {
            using var response = await client.GetAsync(path);
            var policy = Assert.Single(response.Headers.GetValues("Content-Security-Policy"));
            Assert.Contains("script-src 'self';", policy, StringComparison.Ordinal);
            Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
            Assert.Equal("nosniff", Assert.Single(response.Headers.GetValues("X-Content-Type-Options")));
        }
    }

    private static Service WithKeys() => new Service()
        .Set("Access:Keys:0:Name", "one").Set("Access:Keys:0:Sha256", Convert.ToHexString(ApiKeys.Hash(Key)))
        .Set("Access:Keys:1:Name", "other").Set("Access:Keys:1:Sha256", Convert.ToHexString(ApiKeys.Hash(Other)));

    private static async Task<HttpResponseMessage> SendAsync(HttpClient client, string key)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/models");
        request.Headers.Add("X-Api-Key", key);
        return await client.SendAsync(request);
    }

    private static async Task<HttpResponseMessage> GetAsAsync(HttpClient client, string host)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/models");
        request.Headers.Host = host;
        return await client.SendAsync(request);
    }
}
