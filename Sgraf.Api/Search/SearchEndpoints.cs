using Microsoft.AspNetCore.Http.HttpResults;
using Sgraf.Api.Admission;
using Sgraf.Api.Description;
using Sgraf.Api.Inference;
using Sgraf.Api.Problems;
using Sgraf.Api.Reading;

namespace Sgraf.Api.Search;

/// <summary>Pictures for sentences, sentences for pictures, and what the first stage of both loses.</summary>
internal static class SearchEndpoints
{
    private static readonly FormDescription ImageForm = new(
        new FormField("image", "The file of a picture; either this or id.", IsFile: true),
        new FormField("id", "The id of a picture of the gallery; either this or image."),
        new FormField("candidates", "Sentences to rank; the captions of the gallery where there are none.", IsMany: true),
        new FormField("top", "How many hits are wanted."),
        new FormField("shortlist", "How many candidates are ranked exactly: a number, or all."),
        new FormField("module", "sgr, saf or sgraf."),
        new FormField("where", "Metadata that the pictures of the captions must have, as a JSON object."),
        new FormField("explain", "true or false."));

    public static void AddSearch(this IServiceCollection services)
    {
        services.AddChecked<SearchOptions, SearchOptionsValidator>(SearchOptions.Section);
        services.AddSingleton<SearchRules>();
        services.AddSingleton<SearchNotes>();
        services.AddScoped<TextSearch>();
        services.AddScoped<ImageSearch>();
        services.AddScoped<GalleryAudit>();
        services.AddJson(SearchJson.Default);
    }

    public static void MapSearch(this IEndpointRouteBuilder routes)
    {
        var search = routes.MapGroup("/search").WithTags("Search");
        var words = BodyLimit.OfText(routes.ServiceProvider.GetRequiredService<LimitOptions>());
        search.MapPost("/text-to-image", TextToImage).Accepts<TextQuery>(RequestBody.Json).WithMetadata(words).Fails(Errors.OfTextSearch);
        search.MapPost("/image-to-text", ImageToText).Accepts<ImageQuery>(RequestBody.Json, RequestBody.Form).WithMetadata(ImageForm)
            .Fails([.. Errors.OfWork, Errors.GalleryEmpty]);
        search.MapPost("/audit", Audit).Accepts<AuditRequest>(RequestBody.Json).WithMetadata(words).Fails(Errors.OfTextSearch);
    }

    /// <summary>Finds the pictures that a sentence describes.</summary>
    public static async Task<Ok<ImageHits>> TextToImage(TextQuery query, TextSearch search, InferenceWorker worker, CancellationToken cancellation)
    {
        var (text, terms) = search.Check(query);
        return TypedResults.Ok(await worker.RunAsync(turn => search.Run(text, terms, turn), cancellation));
    }

    /// <summary>Finds the sentences that describe a picture.</summary>
    public static async Task<Ok<CaptionHits>> ImageToText(ImageQuery query, ImageSearch search, InferenceWorker worker, CancellationToken cancellation)
    {
        var (terms, candidates) = search.Check(query);
        return TypedResults.Ok(await worker.RunAsync(turn => search.Run(query, terms, candidates, turn), cancellation));
    }

    /// <summary>Measures what the shortlist loses against the exhaustive search, on pictures and captions of the gallery.</summary>
    /// <remarks>It searches exhaustively for sampled captions and pictures, which takes seconds on a large gallery.</remarks>
    public static async Task<Ok<AuditReport>> Audit(AuditRequest request, GalleryAudit audit, InferenceWorker worker, CancellationToken cancellation)
    {
        if (request.Queries is < 1 or > AuditRequest.MostQueries)
            throw new ProblemException(Errors.InvalidRequest, $"queries is {request.Queries}, expected 1 to {AuditRequest.MostQueries}.");
        return TypedResults.Ok(await worker.RunAsync(turn => audit.Run(request, turn), cancellation));
    }
}
