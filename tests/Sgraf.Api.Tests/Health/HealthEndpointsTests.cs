using System.Net;
using Microsoft.AspNetCore.Mvc.Testing;

namespace Sgraf.Api.Tests.Health;

public sealed class HealthEndpointsTests
{
    [Fact]
    public async Task A_running_service_says_that_it_lives()
    {
        await using var application = new WebApplicationFactory<Program>();
        using var client = application.CreateClient();
        using var response = await client.GetAsync(new Uri("/health/live", UriKind.Relative));
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("""{"status":"live"}""", await response.Content.ReadAsStringAsync());
    }
}
