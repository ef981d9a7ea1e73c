using Microsoft.Extensions.Options;
using Prometheus;
using Serilog;
using Serilog.Events;
using Serilog.Formatting.Compact;

namespace Sgraf.Api.Telemetry;

/// <summary>Logs and metrics.</summary>
internal static class TelemetryExtensions
{
    private const string Line = "[{Timestamp:HH:mm:ss} {Level:u3}] {Message:lj}{NewLine}{Exception}";

    public static void AddTelemetry(this IServiceCollection services)
    {
        services.AddChecked<LogOptions, LogOptionsValidator>(LogOptions.Section);
        services.AddSerilog((provider, logger) => Configure(logger, provider.GetRequiredService<IOptions<LogOptions>>().Value));
        services.AddSingleton(_ => Metrics.NewCustomRegistry());
        services.AddScoped<StageTimes>();
        services.AddSingleton<ServiceMetrics>();
    }

    /// <summary>To come first: a request's line and times include everything else.</summary>
    public static void UseTelemetry(this IApplicationBuilder app)
    {
        app.UseSerilogRequestLogging(RequestLine.Configure);
        app.UseMiddleware<StageMeter>();
    }

    public static void MapTelemetry(this WebApplication app) =>
        app.MapMetrics("/metrics", app.Services.GetRequiredService<CollectorRegistry>()).WithTags("Health").ExcludeFromDescription();

    private static void Configure(LoggerConfiguration logger, LogOptions options)
    {
        logger.MinimumLevel.Is(options.Level)
            .MinimumLevel.Override("Microsoft", options.Level > LogEventLevel.Information ? options.Level : LogEventLevel.Warning)
            .MinimumLevel.Override("Microsoft.Hosting.Lifetime", options.Level)
            // The host would log the trace of what is said plainly when the process ends.
            .Filter.ByExcluding(entry => entry.Exception is { } failure && StartFailure.Explains(failure))
            .Enrich.FromLogContext();
        if (options.Json) logger.WriteTo.Console(new RenderedCompactJsonFormatter());
        else logger.WriteTo.Console(outputTemplate: Line, formatProvider: System.Globalization.CultureInfo.InvariantCulture);
    }
}
