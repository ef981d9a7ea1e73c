using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Net.Http.Headers;
using Sgraf.Api.Problems;

namespace Sgraf.Api.Admission;

/// <summary>Refuses a body before it is read: one that is too large, one too many, or one in unknown letters.</summary>
internal sealed class BodyGate(RequestDelegate next, BodyBudget budget)
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    public async Task InvokeAsync(HttpContext context)
    {
        SettleCharset(context.Request);
        var largest = context.Features.Get<IHttpMaxRequestBodySizeFeature>()?.MaxRequestBodySize;
        // A body of unknown length may be as large as any.
        var bytes = context.Request.ContentLength ?? (HasBody(context) ? largest ?? 0 : 0);
        if (bytes > largest) throw TooLarge(context, largest.Value);
        if (context.Request.HasFormContentType && LimitOf(context) is { FormGoesToDisk: true }) bytes = 0;
        if (!budget.TryTake(bytes))
            throw new ProblemException(
                Errors.TooBusy, $"Other requests of large bodies are being read; try again, or raise {LimitOptions.Section}:{nameof(LimitOptions.BodiesMegabytes)}.") { RetryAfter = Pause };
        try
        {
            await next(context);
        }
        catch (BadHttpRequestException failure) when (failure.StatusCode == StatusCodes.Status413PayloadTooLarge && largest is { } limit)
        {
            throw TooLarge(context, limit);
        }
        finally
        {
            budget.GiveBack(bytes);
        }
    }

    private static bool HasBody(HttpContext context) => context.Features.Get<IHttpRequestBodyDetectionFeature>()?.CanHaveBody == true;

    /// <summary>Refuses a body in letters that nobody here reads, and writes the name of those that are read as the readers expect it, without quotes.</summary>
    private static void SettleCharset(HttpRequest request)
    {
        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out var type) || type.Charset.Value is not { } charset) return;
        var name = HeaderUtilities.RemoveQuotes(charset).ToString();
        if (!IsKnown(name)) throw Errors.OfStatus(StatusCodes.Status415UnsupportedMediaType);
        type.Charset = name;
        request.ContentType = type.ToString();
    }

    private static bool IsKnown(string charset)
    {
        try
        {
            return charset.Length > 0 && Encoding.GetEncoding(charset) is not null;
        }
        catch (Exception failure) when (failure is ArgumentException or NotSupportedException)
        {
            return false;
        }
    }

    private static BodyLimit? LimitOf(HttpContext context) => context.GetEndpoint()?.Metadata.GetMetadata<BodyLimit>();

    private static ProblemException TooLarge(HttpContext context, long limit)
    {
        var setting = LimitOf(context)?.Setting ?? $"{LimitOptions.Section}:{nameof(LimitOptions.BodyMegabytes)}";
        var detail = string.Create(CultureInfo.InvariantCulture, $"The body has more than {limit:N0} bytes; send less at once, or raise {setting}.");
        return new ProblemException(Errors.BodyTooLarge, detail) { Limit = limit, Setting = setting };
    }
}
