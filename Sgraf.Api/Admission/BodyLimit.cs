using Microsoft.AspNetCore.Http.Metadata;

namespace Sgraf.Api.Admission;

/// <summary>The largest body of an endpoint that needs less than others, or more.</summary>
/// <param name="MaxRequestBodySize">In bytes; routing hands it to the server.</param>
/// <param name="Setting">The setting of the limit.</param>
internal sealed record BodyLimit(long? MaxRequestBodySize, string Setting) : IRequestSizeLimitMetadata
{
    /// <summary>Whether a form is written to the disk as it comes, so that it takes no memory however large it is.</summary>
    public bool FormGoesToDisk { get; init; }

    /// <summary>The limit of a body of words, without pictures.</summary>
    public static BodyLimit OfText(LimitOptions limits) =>
        new((long)limits.TextBodyKilobytes << 10, $"{LimitOptions.Section}:{nameof(LimitOptions.TextBodyKilobytes)}");
}
