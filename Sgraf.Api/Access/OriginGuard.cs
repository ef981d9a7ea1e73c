using Sgraf.Api.Problems;

namespace Sgraf.Api.Access;

/// <summary>Keeps pages of other sites from using the service through the browser of somebody who may.</summary>
/// <remarks>
/// Such a page can send a form, or ask under a name of its own that it has led to this machine. Browsers say of each request where it
/// comes from and under which name; programs say nothing and are let through.
/// </remarks>
internal sealed class OriginGuard(RequestDelegate next, AccessOptions options)
{
    private static readonly string[] OwnNames = ["localhost", "127.0.0.1", "[::1]"];

    private readonly bool _isForThisMachine = options.Keys.Count == 0 && !options.AllowAnonymous;

    public Task InvokeAsync(HttpContext context)
    {
        var request = context.Request;
        if (_isForThisMachine && !OwnNames.Contains(request.Host.Host, StringComparer.OrdinalIgnoreCase))
            throw new ProblemException(Errors.ForeignHost, "The service answers to localhost, 127.0.0.1 and [::1] alone; set Access:Keys or Access:AllowAnonymous for other names.");
        if (ChangesSomething(request) && ComesFromElsewhere(request))
            throw new ProblemException(Errors.ForeignOrigin, "The request comes from a page of another site; only pages of this service may send it.");
        return next(context);
    }

    private static bool ChangesSomething(HttpRequest request) =>
        !HttpMethods.IsGet(request.Method) && !HttpMethods.IsHead(request.Method) && !HttpMethods.IsOptions(request.Method);

    private static bool ComesFromElsewhere(HttpRequest request)
    {
        if (request.Headers.TryGetValue("Sec-Fetch-Site", out var site)) return site.ToString() is not ("same-origin" or "none");
        return request.Headers.TryGetValue("Origin", out var origin)
            && !(Uri.TryCreate(origin.ToString(), UriKind.Absolute, out var from) && from.Authority.Equals(request.Host.Value, StringComparison.OrdinalIgnoreCase));
    }
}
