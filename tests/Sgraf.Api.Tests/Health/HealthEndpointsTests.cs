using System.Text.Json;
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
        using var response = await client.GetAsync("/health/live");
        Assert.Equal("live", (await response.JsonAsync()).GetProperty("status").GetString());
    }

    [Fact]
    public async Task A_service_becomes_ready_when_its_model_is_warm()
    {
        await using var service = new Service();
        using var client = await service.ReadyAsync();
        using var response = await client.GetAsync("/health/ready");
        Assert.Equal("ready", (await response.JsonAsync()).GetProperty("status").GetString());
    }

    [Fact]
    public async Task Until_then_it_says_why_it_is_not_and_when_to_ask_again()
    {
        await using var service = new Service();
        using var client = await service.ReadyAsync();
        service.Services.GetRequiredService<Readiness>().Fail("The model is not warm.");
        using var response = await client.GetAsync("/health/ready");
        Assert.Equal("The model is not warm.", (await response.ProblemAsync(503, "not-ready")).Detail());
        Assert.Equal(TimeSpan.FromSeconds(1), response.Headers.RetryAfter?.Delta);
    }

    [Fact]
    public async Task A_model_that_scores_otherwise_than_its_bundle_records_answers_nothing()
    {
        await using var service = new Service(change: bundle => bundle with
        {
            Manifest = bundle.Manifest with { SelfTest = bundle.Manifest.SelfTest! with { Caption = "the green cone ." } },
        });
        using var client = service.CreateClient();
        await UntilAsync(() => service.Services.GetRequiredService<WarmUp>().Report is not null);
        using var ready = await client.GetAsync("/health/ready");
        Assert.Contains("another score than the bundle records", (await ready.ProblemAsync(503, "not-ready")).Detail(), StringComparison.Ordinal);
        using var score = await client.PostAsync("/score", Requests.Score(Requests.Png(), ["a cube"]));
        await score.ProblemAsync(503, "not-ready");
        using var models = await client.GetAsync("/models");
        Assert.False((await models.JsonAsync()).GetProperty("models")[0].GetProperty("selfTest").GetProperty("passed").GetBoolean());
    }

    [Fact]
    public async Task A_bundle_without_a_recorded_score_is_served_after_its_warm_up()
    {
        await using var service = new Service(change: bundle => bundle with { Manifest = bundle.Manifest with { SelfTest = null } });
        using var client = await service.ReadyAsync();
        using var models = await client.GetAsync("/models");
        var test = (await models.JsonAsync()).GetProperty("models")[0].GetProperty("selfTest");
        Assert.Equal(JsonValueKind.Null, test.GetProperty("expected").ValueKind);
        Assert.InRange(test.GetProperty("found").GetDouble(), 0, 1);
    }

    private static async Task UntilAsync(Func<bool> condition)
    {
        for (var attempt = 0; attempt < 600 && !condition(); attempt++) await Task.Delay(50);
        Assert.True(condition());
    }
}
