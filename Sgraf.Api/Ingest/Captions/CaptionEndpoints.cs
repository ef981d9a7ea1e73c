using Microsoft.AspNetCore.Http.HttpResults;
using Sgraf.Api.Gallery;
using Sgraf.Api.Gallery.Catalogue;
using Sgraf.Api.Gallery.Writing;
using Sgraf.Api.Problems;

namespace Sgraf.Api.Ingest.Captions;

/// <summary>The captions of the gallery.</summary>
internal static class CaptionEndpoints
{
    private const int LargestPage = 1000;

    public static void AddCaptions(this IServiceCollection services)
    {
        services.AddScoped<CaptionAdding>();
        services.AddJson(CaptionJson.Default);
    }

    public static void MapCaptions(this IEndpointRouteBuilder routes)
    {
        var captions = routes.MapGroup("/captions").WithTags("Captions");
        captions.MapPost("", Add).Fails([.. Errors.OfWork, Errors.GalleryUnwritable]);
        captions.MapGet("", List).Fails(Errors.InvalidRequest);
        captions.MapDelete("/{id}", Delete).Fails(Errors.InvalidRequest, Errors.CaptionNotFound, Errors.GalleryUnwritable);
    }

    /// <summary>Adds captions to the gallery, each about a picture or about none.</summary>
    /// <remarks>A caption that cannot be used is reported in its place and does not keep the others from being added.</remarks>
    public static async Task<Ok<StoredCaptions>> Add(CaptionsRequest request, CaptionAdding adding, CancellationToken cancellation) =>
        TypedResults.Ok(await adding.AddAsync(request.Captions, cancellation));

    /// <summary>Lists the captions in the order of adding.</summary>
    /// <param name="gallery">The gallery.</param>
    /// <param name="after">The id of the last caption of the page before.</param>
    /// <param name="limit">Captions of a page, 1 to 1000.</param>
    public static Ok<CaptionPage> List(ImageGallery gallery, long after = 0, int limit = 100)
    {
        if (limit is < 1 or > LargestPage) throw new ProblemException(
            Errors.InvalidRequest, $"limit is {limit}, expected 1 to {LargestPage}.");
        return TypedResults.Ok(gallery.Query(catalogue =>
        {
            var captions = catalogue.ListCaptions(after, limit + 1);
            CaptionItem[] items = [.. captions.Take(limit).Select(caption => CaptionItem.Of(caption, gallery.Layout))];
            return new CaptionPage(items, captions.Count > limit ? items[^1].Id : null, catalogue.CountCaptions());
        }));
    }

    /// <summary>Deletes a caption for good.</summary>
    public static async Task<NoContent> Delete(long id, ImageGallery gallery)
    {
        var isDeleted = await gallery.ChangeAsync(session =>
        {
            if (session.Catalogue.FindCaption(id) is not { } caption) return false;
            session.Delete(caption);
            return true;
        });
        return isDeleted ? TypedResults.NoContent() : throw new ProblemException(
            Errors.CaptionNotFound, "There is no caption of this id; GET /captions lists them.");
    }
}
