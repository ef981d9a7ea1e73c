using Sgraf.Api.Tests.Application;

namespace Sgraf.Api.Tests.Search;

public sealed class GalleryAuditTests(FilledService service) : IClassFixture<FilledService>
{
    [Fact]
    public async Task A_shortlist_of_everything_loses_nothing()
    {
        using var response = await service.Client.PostTextAsync("/search/audit", """{"queries": 5, "seed": 3}""");
        var audit = await response.JsonAsync();
        Assert.Equal((FilledService.Count, 2 * FilledService.Count), (audit.GetProperty("images").GetInt32(), audit.GetProperty("captions").GetInt32()));
        Assert.Equal((5, 5), (audit.GetProperty("captionQueries").GetInt32(), audit.GetProperty("imageQueries").GetInt32()));
        var rows = audit.GetProperty("kept").EnumerateArray().ToList();
        Assert.Equal(2 * 3 * 4 * 3, rows.Count);    // directions, modules, shortlists, depths
        Assert.All(rows, row => Assert.Equal(1, row.GetProperty("kept").GetDouble()));
    }

    [Fact]
    public async Task An_audit_is_bounded_by_the_pairs_it_scores()
    {
        await using var small = new Service().Set("Search:AuditPairs", "1");
        using var client = await small.ReadyAsync();
        using var added = await client.PostFormAsync("/images", ("files", Requests.Png()), ("captions", """{"picture.png": ["a cube", "a ball"]}"""));
        Assert.True(added.IsSuccessStatusCode);
        using var response = await client.PostTextAsync("/search/audit", "{}");
        Assert.Equal(1, (await response.JsonAsync()).GetProperty("captionQueries").GetInt32());
    }

    [Theory]
    [InlineData("""{"queries": 0}""", "invalid-request")]
    [InlineData("""{"queries": 10001}""", "invalid-request")]
    [InlineData("""{"query": 1}""", "invalid-json")]
    public async Task What_cannot_be_audited_is_refused(string body, string name)
    {
        using var response = await service.Client.PostTextAsync("/search/audit", body);
        await response.ProblemAsync(400, name);
    }
}
