using System.Globalization;
using System.Text.Json;
using Sgraf.Api.Gallery;
using Sgraf.Api.Gallery.Segments;
using Sgraf.Api.Problems;
using Sgraf.Model.Images;
using Sgraf.Model.Images.Regions;

namespace Sgraf.Api;

/// <summary>Every status code that is not a success, and every problem type: a client may rely on both.</summary>
/// <remarks>RFC 9457. <c>GET /problems</c> publishes this list; a type, once published, keeps its name and its meaning.</remarks>
internal static class Errors
{
    public static readonly ProblemKind InvalidRequest = new(
        400, "invalid-request", "The request breaks a rule", "A value is missing, malformed, or not one of those that are accepted.");
    public static readonly ProblemKind InvalidJson = new(
        400, "invalid-json", "The body is not the expected JSON", "The body is malformed, nested too deeply, or has a field that is unknown, missing or of another type.");
    public static readonly ProblemKind InvalidForm = new(
        400, "invalid-form", "The body is not the expected form", "The multipart body is malformed or cut off, or has a field that is unknown.");
    public static readonly ProblemKind LimitExceeded = new(
        400, "limit-exceeded", "The request asks for too much", "A limit of the configuration was passed; the answer names the limit and its setting.");
    public static readonly ProblemKind KeyNeeded = new(
        401, "key-needed", "An API key is needed", "The request has no key, or one that is not accepted.");
    public static readonly ProblemKind ForeignOrigin = new(
        403, "foreign-origin", "The request comes from another site", "A page of another site sent it through a browser.");
    public static readonly ProblemKind NotFound = new(
        404, "not-found", "There is nothing at this address", "The path is not one of the service's.");
    public static readonly ProblemKind ImageNotFound = new(
        404, "image-not-found", "There is no such picture in the gallery", "The id is not one of the gallery's, or no longer.");
    public static readonly ProblemKind CaptionNotFound = new(
        404, "caption-not-found", "There is no such caption in the gallery", "The id is not one of the gallery's, or no longer.");
    public static readonly ProblemKind ImportNotFound = new(
        404, "import-not-found", "There is no such import", "The id is not one that POST /imports gave out.");
    public static readonly ProblemKind MethodNotAllowed = new(
        405, "method-not-allowed", "The address does not take this method", "The header Allow names the methods it takes.");
    public static readonly ProblemKind TooSlow = new(
        408, "too-slow", "The body came too slowly", "The connection sent fewer bytes a second than the server waits for.");
    public static readonly ProblemKind GalleryEmpty = new(
        409, "gallery-empty", "The gallery has nothing to find", "There is no picture or caption to search in yet.");
    public static readonly ProblemKind PictureLost = new(
        410, "picture-lost", "The picture's file is lost", "The disk lost or damaged the file; search still finds the picture. Delete it and add it again.");
    public static readonly ProblemKind BodyTooLarge = new(
        413, "body-too-large", "The body is too large", "The answer names the limit and its setting.");
    public static readonly ProblemKind UnsupportedMediaType = new(
        415, "unsupported-media-type", "The body is of a type that this address does not take", "The header Content-Type has to be one of those in the API's description.");
    public static readonly ProblemKind ForeignHost = new(
        421, "foreign-host", "The service is not known by this name", "The header Host has a name that the service does not answer to.");
    public static readonly ProblemKind PictureRefused = new(
        422, "picture-refused", "The picture cannot be used", "It is truncated, damaged, too large, or of a format that is not accepted.");
    public static readonly ProblemKind RegionsNotFound = new(
        422, "regions-not-found", "No regions were found in the picture", "The model's detector gave no region that can be scored.");
    public static readonly ProblemKind NotScorable = new(
        422, "not-scorable", "The pair cannot be scored", "A score is not a number: a value overflowed on its way through the model.");
    public static readonly ProblemKind TextRefused = new(
        422, "text-refused", "The text cannot be used", "It is empty, or longer than the limits of the configuration allow.");
    public static readonly ProblemKind ImportRefused = new(
        422, "import-refused", "This cannot be imported", "The folder is not below one of the configured roots, or the archive is damaged or breaks a limit.");
    public static readonly ProblemKind TooBusy = new(
        429, "too-busy", "The service has more work than it accepts", "Nothing was done; the header Retry-After says when to try again.");
    public static readonly ProblemKind RateLimited = new(
        429, "rate-limited", "The key sent too many requests", "Nothing was done; the header Retry-After says when to try again.");
    public static readonly ProblemKind Internal = new(
        500, "internal-error", "The service failed", "A fault of the service; its log tells more under the trace id of the answer.");
    public static readonly ProblemKind NotReady = new(
        503, "not-ready", "The service is not ready", "The model is still being warmed up, or failed its self-test; the detail says which.");

    public static readonly ProblemKind GalleryUnwritable = new(
        507, "gallery-unwritable", "The gallery's disk refuses to be written", "It is full or broken; nothing was changed.");

    /// <summary>Of an answer that nobody reads any more; for logs alone.</summary>
    public const int ClientClosedRequest = 499;

    /// <summary>All of them, as <c>GET /problems</c> lists them.</summary>
    public static IReadOnlyList<ProblemKind> All { get; } =
    [
        InvalidRequest, InvalidJson, InvalidForm, LimitExceeded, KeyNeeded, ForeignOrigin, NotFound, ImageNotFound, CaptionNotFound,
        ImportNotFound, MethodNotAllowed, TooSlow, GalleryEmpty, PictureLost, BodyTooLarge, UnsupportedMediaType, ForeignHost, PictureRefused,
        RegionsNotFound, NotScorable, TextRefused, ImportRefused, TooBusy, RateLimited, Internal, NotReady, GalleryUnwritable,
    ];

    /// <summary>How every endpoint may fail.</summary>
    public static IReadOnlyList<ProblemKind> OfAll { get; } = [ForeignHost, Internal];

    /// <summary>How an endpoint that is not open to everybody may fail, beside that.</summary>
    public static IReadOnlyList<ProblemKind> OfGuarded { get; } = [KeyNeeded, RateLimited];

    /// <summary>How an endpoint that reads a body and works on the model may fail.</summary>
    public static IReadOnlyList<ProblemKind> OfWork { get; } =
    [
        InvalidRequest, InvalidJson, InvalidForm, LimitExceeded, ImageNotFound, TooSlow, BodyTooLarge, UnsupportedMediaType,
        PictureLost, PictureRefused, RegionsNotFound, NotScorable, TextRefused, TooBusy, Internal, NotReady,
    ];

    /// <summary>How an endpoint that searches the gallery without a picture may fail.</summary>
    public static IReadOnlyList<ProblemKind> OfTextSearch { get; } =
    [
        InvalidRequest, InvalidJson, LimitExceeded, TooSlow, GalleryEmpty, BodyTooLarge, UnsupportedMediaType, NotScorable, TextRefused,
        TooBusy, Internal, NotReady,
    ];

    /// <summary>What a client is told of a failure; of our own faults nothing but that they happened.</summary>
    public static ProblemException Explain(Exception failure) => failure switch
    {
        ProblemException problem => problem,
        ImageFormatException => new ProblemException(PictureRefused, failure.Message),
        DetectorException => new ProblemException(RegionsNotFound, failure.Message),
        GalleryException => new ProblemException(GalleryUnwritable, failure.Message),
        SegmentException => new ProblemException(PictureLost, "The file of this picture cannot be read; delete the picture and add it again."),
        NotFiniteNumberException => new ProblemException(NotScorable, failure.Message),
        JsonException json => new ProblemException(InvalidJson, JsonMistake.Describe(json)),
        BadHttpRequestException { InnerException: JsonException json } => new ProblemException(InvalidJson, JsonMistake.Describe(json)),
        BadHttpRequestException { StatusCode: var status } when status != InvalidRequest.Status => OfStatus(status),
        BadHttpRequestException => new ProblemException(InvalidRequest, failure.Message),
        _ => new ProblemException(Internal, "The request was understood, but the service failed at it; try again, and report the trace id if it fails again."),
    };

    /// <summary>Whether what failed is something about the request, and not the service.</summary>
    public static bool IsOfTheRequest(Exception failure) => failure is not OperationCanceledException && Explain(failure).Kind.Status < Internal.Status;

    /// <summary>The problem of an answer that has a status and nothing else.</summary>
    public static ProblemException OfStatus(int status) => status switch
    {
        404 => new ProblemException(NotFound, "No page or endpoint has this path; /swagger lists the endpoints."),
        405 => new ProblemException(MethodNotAllowed, "The path exists, but not for this method; the header Allow names those it takes."),
        408 => new ProblemException(TooSlow, "The body did not arrive in time; send it again over a faster connection."),
        413 => new ProblemException(BodyTooLarge, "The body has more bytes than the service accepts; send less at once."),
        415 => new ProblemException(UnsupportedMediaType, "The header Content-Type is missing or not accepted here; /swagger says what is."),
        >= 500 => new ProblemException(Internal, "The service failed at this request; try again."),
        _ => new ProblemException(InvalidRequest, string.Create(
            CultureInfo.InvariantCulture, $"The request was refused with status {status}; /swagger describes what is accepted.")),
    };
}
