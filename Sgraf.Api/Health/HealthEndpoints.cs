using Microsoft.AspNetCore.Http.HttpResults;
using Sgraf.Api.Inference;
using Sgraf.Api.Problems;

namespace Sgraf.Api.Health;

/// <summary>What a supervisor asks.</summary>
internal static class HealthEndpoints
{
    public static void AddHealth(this IServiceCollection services) => services.AddJson(HealthJson.Default);

    public static void MapHealth(this IEndpointRouteBuilder routes)
    {
        var health = routes.MapGroup("/health").WithTags("Health").AllowAnonymous();
        health.MapGet("/live", Live);
        health.MapGet("/ready", Ready).Fails(Errors.NotReady);
    }

    /// <summary>Says that the process runs and answers.</summary>
    public static Ok<HealthStatus> Live() => TypedResults.Ok(new HealthStatus("live"));

    /// <summary>Says that requests are answered: the model is warm and passed its self-test.</summary>
    public static Ok<HealthStatus> Ready(Readiness readiness)
    {
        readiness.Demand();
        return TypedResults.Ok(new HealthStatus("ready"));
    }
}
