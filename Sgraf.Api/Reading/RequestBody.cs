using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.Options;
using Sgraf.Api.Problems;

namespace Sgraf.Api.Reading;

/// <summary>Reads a body that may be JSON or a multipart form.</summary>
internal static class RequestBody
{
    public const string Json = "application/json", Form = "multipart/form-data";

    /// <param name="context">The request.</param>
    /// <param name="fromForm">Makes the same of a form.</param>
    /// <exception cref="ProblemException">The body is of neither type, or not as expected.</exception>
    public static async ValueTask<T> ReadAsync<T>(HttpContext context, Func<RequestForm, T> fromForm)
        where T : class
    {
        if (context.Request.HasJsonContentType()) return await ReadJsonAsync<T>(context);
        return await ReadFormAsync(context, fromForm);
    }

    /// <summary>Reads a body that has to be a multipart form.</summary>
    /// <inheritdoc cref="ReadAsync"/>
    public static async ValueTask<T> ReadFormAsync<T>(HttpContext context, Func<RequestForm, T> fromForm)
        where T : class
    {
        if (!IsForm(context.Request)) throw Errors.OfStatus(StatusCodes.Status415UnsupportedMediaType);
        var form = await RequestForm.ReadAsync(context.Request, context.RequestAborted);
        var value = fromForm(form);
        form.RefuseUnknown();
        return value;
    }

    /// <summary>Reads a body that has to be JSON.</summary>
    /// <exception cref="ProblemException">The body is of another type, or not as expected.</exception>
    public static async ValueTask<T> ReadJsonAsync<T>(HttpContext context)
        where T : class
    {
        if (!context.Request.HasJsonContentType()) throw Errors.OfStatus(StatusCodes.Status415UnsupportedMediaType);
        var options = context.RequestServices.GetRequiredService<IOptions<JsonOptions>>().Value.SerializerOptions;
        return await context.Request.ReadFromJsonAsync(options.TypeInfo<T>(), context.RequestAborted)
            ?? throw new ProblemException(Errors.InvalidJson, "The body is null, expected an object; /swagger describes it.");
    }

    private static bool IsForm(HttpRequest request) =>
        request.HasFormContentType && request.ContentType!.StartsWith(Form, StringComparison.OrdinalIgnoreCase);
}
