using System.Text;
using Sgraf.Api.Tests.Application;

namespace Sgraf.Api.Tests.Problems;

public sealed class ProblemEndpointsTests
{
    [Fact]
    public async Task Every_problem_type_is_explained_at_its_own_address()
    {
        await using var service = new Service();
        using var client = service.CreateClient();
        using var list = await client.GetAsync(new Uri("/problems", UriKind.Relative));
        var kinds = (await list.JsonAsync()).EnumerateArray().ToList();
        Assert.Equal(Errors.All.Count, kinds.Count);
        foreach (var kind in kinds)
        {
            using var page = await client.GetAsync(new Uri(kind.GetProperty("type").GetString()!, UriKind.Relative));
            Assert.Equal(kind.GetProperty("title").GetString(), (await page.JsonAsync()).GetProperty("title").GetString());
        }
    }

    [Fact]
    public void Every_problem_kind_is_published_once()
    {
        var declared = typeof(Errors).GetFields().Where(field => field.FieldType.Name == "ProblemKind").Select(field => field.GetValue(null));
        Assert.Equal(declared, Errors.All);
        Assert.Equal(Errors.All.Count, Errors.All.Select(kind => kind.Name).Distinct().Count());
    }

    [Theory]
    [InlineData("GET", "/nowhere", 404, "not-found")]
    [InlineData("GET", "/problems/none", 404, "not-found")]
    [InlineData("DELETE", "/models", 405, "method-not-allowed")]
    [InlineData("POST", "/health/live", 405, "method-not-allowed")]
    public async Task The_servers_own_refusals_are_problems_too(string method, string path, int status, string name)
    {
        await using var service = new Service();
        using var client = service.CreateClient();
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        request.Headers.Add("Accept", "text/html");    // a browser gets the same
        if (method == "POST") request.Content = new StringContent("{}", Encoding.UTF8, "application/json");
        using var response = await client.SendAsync(request);
        await response.ProblemAsync(status, name);
    }
}
