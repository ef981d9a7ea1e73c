using System.Diagnostics;
using System.Globalization;
using Microsoft.AspNetCore.Diagnostics;

namespace Sgraf.Api.Problems;

/// <summary>Writes every failure as a problem, whether an endpoint or the server reports it.</summary>
internal sealed partial class ProblemWriter(ILogger<ProblemWriter> logger) : IExceptionHandler
{
    public const string MediaType = "application/problem+json";

    public async ValueTask<bool> TryHandleAsync(HttpContext context, Exception exception, CancellationToken cancellationToken)
    {
        if (context.RequestAborted.IsCancellationRequested)
        {
            context.Response.StatusCode = Errors.ClientClosedRequest;    // nobody reads it; the log does
            return true;
        }
        var problem = Errors.Explain(exception);
        if (problem.Kind == Errors.Internal) LogFault(exception);
        await WriteAsync(context, problem);
        return true;
    }

    /// <summary>Writes the answer; nothing of it was sent before.</summary>
    public static Task WriteAsync(HttpContext context, ProblemException problem)
    {
        context.Response.StatusCode = problem.Kind.Status;
        if (problem.RetryAfter is { } wait)
            context.Response.Headers.RetryAfter = Math.Max(1, Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        return context.Response.WriteAsJsonAsync(Report(context, problem), ProblemJson.Default.ProblemReport, MediaType, context.RequestAborted);
    }

    private static ProblemReport Report(HttpContext context, ProblemException problem) => new()
    {
        Type = problem.Kind.Type,
        Title = problem.Kind.Title,
        Status = problem.Kind.Status,
        Detail = problem.Message,
        TraceId = Activity.Current?.TraceId.ToString() ?? context.TraceIdentifier,
        Limit = problem.Limit,
        Setting = problem.Setting,
        Errors = problem.Errors.Count == 0 ? null : problem.Errors,
    };

    [LoggerMessage(LogLevel.Error, "A request failed by a fault of the service.")]
    private partial void LogFault(Exception failure);
}
