using Microsoft.Extensions.DependencyInjection;
using Sgraf.Api.Inference;
using Sgraf.Api.Tests.Application;

namespace Sgraf.Api.Tests.Health;

public sealed class HealthEndpointsTests
{
    [Fact]
    public async Task A_running_service_says_that_it_lives()
    {
        await using var service = new Service();
        using var client = service.CreateClient();
        using var response = await client.GetAsync(new Uri("/health/live", UriKind.Relative));
        Assert.Equal("live", (await response.JsonAsync()).GetProperty("status").GetString());
    }

    [Fact]
    public async Task A_service_becomes_ready_when_its_model_is_warm()
    {
        await using var service = new Service();
        using var client = await service.ReadyAsync();
        using var response = await client.GetAsync(new Uri("/health/ready", UriKind.Relative));
        Assert.Equal("ready", (await response.JsonAsync()).GetProperty("status").GetString());
    }

    [Fact]
    public async Task Until_then_it_says_why_it_is_not_and_when_to_ask_again()
    {
        await using var service = new Service();
        using var client = await service.ReadyAsync();
        service.Services.GetRequiredService<Readiness>().Fail("The model is not warm.");
        using var response = await client.GetAsync(new Uri("/health/ready", UriKind.Relative));
        Assert.Equal("The model is not warm.", (await response.ProblemAsync(503, "not-ready")).Detail());
        Assert.Equal(TimeSpan.FromSeconds(1), response.Headers.RetryAfter?.Delta);
    }
}
