using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Net.Http.Headers;
using Sgraf.Api.Description;
using Sgraf.Api.Explain;
using Sgraf.Api.Gallery;
using Sgraf.Api.Gallery.Catalogue;
using Sgraf.Api.Gallery.Writing;
using Sgraf.Api.Inference;
using Sgraf.Api.Problems;
using Sgraf.Api.Reading;
using Sgraf.Model.Images;

namespace Sgraf.Api.Ingest.Images;

/// <summary>The pictures of the gallery.</summary>
internal static class ImageEndpoints
{
    public const string Path = "/images";
    private const int LargestPage = 500;

    public static void AddImages(this IServiceCollection services)
    {
        services.AddScoped<ImageAdding>();
        services.AddJson(ImageJson.Default);
    }

    public static void MapImages(this IEndpointRouteBuilder routes)
    {
        var images = routes.MapGroup(Path).WithTags("Images");
        images.MapPost("", Add)
            .Accepts<AddRequest>(RequestBody.Form)
            .WithMetadata(new FormDescription(
                new FormField(AddRequest.Files, "Files of pictures.", IsFile: true, IsMany: true),
                new FormField(AddRequest.Captions, """JSON: captions by file name, for example {"beach.jpg":["A dog runs on the beach."]}."""),
                new FormField(AddRequest.Metadata, """JSON: metadata by file name, for example {"beach.jpg":{"album":"summer","year":2024}}.""")))
            .Fails([.. Errors.OfWork, Errors.GalleryUnwritable]);
        images.MapGet("", List).Fails(Errors.InvalidRequest, Errors.ImageNotFound);
        images.MapGet("/{id}", Get).Fails(Errors.ImageNotFound);
        images.MapGet("/{id}/picture", Picture).Fails(Errors.ImageNotFound, Errors.PictureLost).WithMetadata(new FileAnswer(PictureMediaType.All));
        images.MapGet("/{id}/thumbnail", ThumbnailOf).Fails(Errors.ImageNotFound, Errors.PictureLost).WithMetadata(new FileAnswer("image/webp"));
        images.MapGet("/{id}/regions", Regions).Fails(Errors.ImageNotFound);
        images.MapDelete("/{id}", Delete).Fails(Errors.ImageNotFound, Errors.GalleryUnwritable);
    }

    /// <summary>Adds pictures to the gallery.</summary>
    /// <remarks>
    /// What is reported as added survives anything. A file that cannot be used is reported in its place and does not keep the others
    /// from being added. Bytes that the gallery has are not added twice; new captions of them are.
    /// </remarks>
    public static async Task<Ok<AddedImages>> Add(AddRequest request, ImageAdding adding, CancellationToken cancellation) =>
        TypedResults.Ok(await adding.AddAsync(request.Sources, cancellation));

    /// <summary>Lists the pictures in the order of adding.</summary>
    /// <param name="gallery">The gallery.</param>
    /// <param name="after">The id of the last picture of the page before.</param>
    /// <param name="limit">Pictures of a page, 1 to 500.</param>
    public static Ok<ImagePage> List(ImageGallery gallery, string? after = null, int limit = 50)
    {
        if (limit is < 1 or > LargestPage) throw new ProblemException(
            Errors.InvalidRequest, $"limit is {limit}, expected 1 to {LargestPage}.");
        return TypedResults.Ok(gallery.Query(catalogue =>
        {
            var first = after is null ? 0 : (catalogue.FindPicture(after) ?? throw Unknown()).Number;
            var pictures = catalogue.ListPictures(first, limit + 1);
            ImageItem[] items = [.. pictures.Take(limit).Select(picture => ImageItem.Of(picture, catalogue.CaptionsOf(picture.Number), gallery.Layout))];
            return new ImagePage(items, pictures.Count > limit ? items[^1].Id : null, catalogue.CountPictures());
        }));
    }

    /// <summary>Describes a picture.</summary>
    public static Ok<ImageItem> Get(string id, ImageGallery gallery) => TypedResults.Ok(gallery.Query(catalogue =>
    {
        var picture = catalogue.FindPicture(id) ?? throw Unknown();
        return ImageItem.Of(picture, catalogue.CaptionsOf(picture.Number), gallery.Layout);
    }));

    /// <summary>Sends a picture's file as it was added.</summary>
    public static FileContentHttpResult Picture(string id, ImageGallery gallery, HttpResponse response)
    {
        var file = gallery.ReadFile(id) ?? throw Unknown();
        return Send(file, PictureMediaType.Of(file.Span) ?? "application/octet-stream", id, response);
    }

    /// <summary>Sends a small picture, WebP.</summary>
    public static FileContentHttpResult ThumbnailOf(string id, ImageGallery gallery, HttpResponse response) =>
        Send(gallery.ReadThumbnail(id) ?? throw Unknown(), "image/webp", $"{id}-thumbnail", response);

    /// <summary>Lists the regions that were found in a picture.</summary>
    public static Ok<ImageRegions> Regions(string id, ImageGallery gallery, ServedModel model)
    {
        var found = (gallery.Query(catalogue => catalogue.FindPicture(id)) ?? throw Unknown()).Regions;
        return TypedResults.Ok(new ImageRegions(found is null ? [] : RegionsOf(found, model.Regions.Labels), found?.Detector));
    }

    /// <summary>Deletes a picture and its captions for good.</summary>
    public static async Task<NoContent> Delete(string id, ImageGallery gallery) =>
        await gallery.ChangeAsync(session => session.DeletePicture(id)) ? TypedResults.NoContent() : throw Unknown();

    private static List<RegionEvidence> RegionsOf(StoredRegions found, IReadOnlyList<string> labels) =>
    [
        .. Enumerable.Range(0, found.Count).Select(row => new RegionEvidence(
            found.Boxes[(4 * row)..(4 * row + 4)],
            found.Labels?[row] is { } number && number < labels.Count ? labels[(int)number] : null,
            found.Scores[row])),
    ];

    /// <summary>The same id has the same bytes for ever; only a deletion makes an end of them.</summary>
    private static FileContentHttpResult Send(ReadOnlyMemory<byte> bytes, string type, string tag, HttpResponse response)
    {
        response.Headers.CacheControl = "private, max-age=86400";
        response.Headers.XContentTypeOptions = "nosniff";
        return TypedResults.Bytes(bytes, type, entityTag: new EntityTagHeaderValue($"\"{tag}\""));
    }

    private static ProblemException Unknown() => new(Errors.ImageNotFound, "There is no picture of this id; GET /images lists them.");
}
