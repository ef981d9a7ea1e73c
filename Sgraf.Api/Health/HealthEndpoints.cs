using Microsoft.AspNetCore.Http.HttpResults;

namespace Sgraf.Api.Health;

/// <summary>What a supervisor asks.</summary>
internal static class HealthEndpoints
{
    public static void MapHealth(this IEndpointRouteBuilder routes) =>
        routes.MapGroup("/health").WithTags("Health").MapGet("/live", Live);

    /// <summary>Says that the process runs and answers.</summary>
    public static Ok<HealthStatus> Live() => TypedResults.Ok(new HealthStatus("live"));
}
