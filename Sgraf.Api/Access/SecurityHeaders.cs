namespace Sgraf.Api.Access;

/// <summary>Headers that keep a browser from doing anything with an answer that it is not meant for.</summary>
internal sealed class SecurityHeaders(RequestDelegate next)
{
    private const string Common = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; connect-src 'self'; font-src 'self'; script-src 'self'; ";

    /// <summary>No script or style but the page's own files; pictures also from memory.</summary>
    private const string Page = Common + "style-src 'self'; img-src 'self' blob:";

    /// <summary>The page that shows the API's description brings styles and drawings in its code, but no script.</summary>
    private const string Description = Common + "style-src 'self' 'unsafe-inline'; img-src 'self' data:";

    public Task InvokeAsync(HttpContext context)
    {
        // At the last moment, because a failure clears what was set before it.
        context.Response.OnStarting(static state => Write((HttpContext)state), context);
        return next(context);
    }

    private static Task Write(HttpContext context)
    {
        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy = context.Request.Path.StartsWithSegments(Api.Description.DescriptionExtensions.Path) ? Description : Page;
        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = "DENY";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        return Task.CompletedTask;
    }
}
