using Serilog;
using Serilog.AspNetCore;
using Serilog.Events;

namespace Sgraf.Api.Telemetry;

/// <summary>The one line that is logged of a request: what was asked by its route, never by its words or names.</summary>
internal static class RequestLine
{
    private const string Template = "{RequestMethod} {Route} {StatusCode} in {Elapsed:0.0} ms ({Stages}) {Trace}";

    public static void Configure(RequestLoggingOptions options)
    {
        options.MessageTemplate = Template;
        options.IncludeQueryInRequestPath = false;
        options.GetMessageTemplateProperties = Properties;
        options.EnrichDiagnosticContext = Enrich;
        options.GetLevel = Level;
    }

    private static IEnumerable<LogEventProperty> Properties(HttpContext context, string path, double elapsed, int status) =>
    [
        new("RequestMethod", new ScalarValue(context.Request.Method)),
        new("StatusCode", new ScalarValue(status)),
        new("Elapsed", new ScalarValue(elapsed)),
    ];

    private static void Enrich(IDiagnosticContext diagnostics, HttpContext context)
    {
        diagnostics.Set("Route", context.GetEndpoint() is RouteEndpoint endpoint ? endpoint.RoutePattern.RawText : "(no route)");
        diagnostics.Set("Stages", context.RequestServices.GetRequiredService<StageTimes>().ToString());
        diagnostics.Set("Trace", System.Diagnostics.Activity.Current?.TraceId.ToString() ?? context.TraceIdentifier);
    }

    /// <summary>What supervisors ask every few seconds is of no interest as long as the answer is good.</summary>
    private static LogEventLevel Level(HttpContext context, double elapsed, Exception? failure)
    {
        if (failure is not null || context.Response.StatusCode >= 500) return LogEventLevel.Error;
        var isRoutine = context.Request.Path.StartsWithSegments("/health") || context.Request.Path.StartsWithSegments("/metrics");
        return isRoutine ? LogEventLevel.Debug : LogEventLevel.Information;
    }
}
