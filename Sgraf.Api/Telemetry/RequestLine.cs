using Microsoft.AspNetCore.StaticAssets;
using Serilog;
using Serilog.AspNetCore;
using Serilog.Events;
using Sgraf.Api.Access;

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
        var times = context.RequestServices.GetRequiredService<StageTimes>();
        diagnostics.Set("Route", times.Route ?? "(no route)");
        diagnostics.Set("Stages", times.ToString());
        if (context.Features.Get<ApiKeyOptions>() is { } key) diagnostics.Set("Key", key.Name);
        diagnostics.Set("Trace", System.Diagnostics.Activity.Current?.TraceId.ToString() ?? context.TraceIdentifier);
    }

    /// <summary>What supervisors ask every few seconds, and the page's files, are of no interest as long as the answer is good.</summary>
    private static LogEventLevel Level(HttpContext context, double elapsed, Exception? failure)
    {
        if (failure is not null || context.Response.StatusCode >= 500) return LogEventLevel.Error;
        var isRoutine = context.Request.Path.StartsWithSegments("/health") || context.Request.Path.StartsWithSegments("/metrics")
            || context.GetEndpoint()?.Metadata.GetMetadata<StaticAssetDescriptor>() is not null;
        return isRoutine ? LogEventLevel.Debug : LogEventLevel.Information;
    }
}
