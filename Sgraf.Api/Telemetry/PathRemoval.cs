using Serilog.Core;
using Serilog.Events;

namespace Sgraf.Api.Telemetry;

/// <summary>Keeps the path, which the server adds to everything that is logged during a request, out of the log: it may hold anybody's words.</summary>
internal sealed class PathRemoval : ILogEventEnricher
{
    public void Enrich(LogEvent logEvent, ILogEventPropertyFactory propertyFactory) => logEvent.RemovePropertyIfPresent("RequestPath");
}
