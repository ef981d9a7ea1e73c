namespace Sgraf.Api.Telemetry;

/// <summary>Adds each request's stage times to the metrics when it ends.</summary>
internal sealed class StageMeter(RequestDelegate next, ServiceMetrics metrics)
{
    public async Task InvokeAsync(HttpContext context, StageTimes times)
    {
        // Now, because a failure makes the request forget its endpoint.
        times.Route = (context.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText;
        try
        {
            await next(context);
        }
        finally
        {
            metrics.Observe(context.Response.StatusCode, times);
        }
    }
}
