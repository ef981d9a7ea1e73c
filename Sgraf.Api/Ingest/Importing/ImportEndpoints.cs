using Microsoft.AspNetCore.Http.HttpResults;
using Sgraf.Api.Admission;
using Sgraf.Api.Description;
using Sgraf.Api.Gallery.Catalogue;
using Sgraf.Api.Problems;
using Sgraf.Api.Reading;

namespace Sgraf.Api.Ingest.Importing;

/// <summary>Adding many pictures at once.</summary>
internal static class ImportEndpoints
{
    private const string Path = "/imports";
    private const int LargestPage = 1000;

    public static void AddImports(this IServiceCollection services)
    {
        services.AddSingleton<ImportUploads>();
        services.AddSingleton<ImportFolders>();
        services.AddSingleton<ImportWorks>();
        services.AddSingleton<ImportJobs>();
        services.AddHostedService<ImportRunner>();
        services.AddHostedService<GalleryUpkeep>();
        services.AddHostedService<GalleryInspection>();
        services.AddJson(ImportJson.Default);
    }

    public static void MapImports(this IEndpointRouteBuilder routes)
    {
        var imports = routes.MapGroup(Path).WithTags("Imports");
        imports.MapPost("", Start)
            .Accepts<ImportRequest>(RequestBody.Json, RequestBody.Form)
            .WithMetadata(new FormDescription(new FormField(ImportUploads.Field, "A .zip archive of pictures, or a .jsonl list.", IsFile: true)))
            .WithMetadata(UploadLimit(routes.ServiceProvider.GetRequiredService<ImportOptions>()))
            .Fails(Errors.InvalidRequest, Errors.InvalidJson, Errors.InvalidForm, Errors.TooSlow, Errors.BodyTooLarge, Errors.UnsupportedMediaType,
                Errors.ImportRefused, Errors.GalleryUnwritable);
        imports.MapGet("", List).Fails(Errors.InvalidRequest);
        imports.MapGet("/{id}", Get).Fails(Errors.InvalidRequest, Errors.ImportNotFound);
        imports.MapGet("/{id}/errors", ErrorsOf).Fails(Errors.InvalidRequest, Errors.ImportNotFound);
        imports.MapGet("/{id}/events", Events).Produces<string>(200, "text/event-stream").Fails(Errors.InvalidRequest, Errors.ImportNotFound);
        imports.MapDelete("/{id}", Cancel).Fails(Errors.InvalidRequest, Errors.ImportNotFound, Errors.GalleryUnwritable);
    }

    /// <summary>Starts an import: of a folder of the machine, or of an uploaded archive or list.</summary>
    /// <remarks>
    /// A folder or archive may hold lists (files that end with <c>.jsonl</c>) with lines such as
    /// <c>{"image":"images/1.jpg","captions":["A dog runs."],"metadata":{"album":"summer"}}</c>; without any, all its pictures are taken.
    /// An uploaded list has lines such as <c>{"name":"1.jpg","data":"(base64)","captions":["A dog runs."]}</c>, or with <c>image</c> and the
    /// id of a picture of the gallery. The import goes on when the service is started again.
    /// </remarks>
    public static async Task<Accepted<ImportProgress>> Start(
        HttpContext context, ImportJobs jobs, ImportFolders folders, ImportUploads uploads, ImportOptions options, CancellationToken cancellation)
    {
        var job = context.Request.HasFormContentType
            ? await StartUploadAsync(context.Request, jobs, uploads, options, cancellation)
            : await StartFolderAsync(context, jobs, folders);
        return TypedResults.Accepted($"{Path}/{job.Id}", job);
    }

    /// <summary>Lists the last imports, the newest first.</summary>
    /// <param name="jobs">The imports.</param>
    /// <param name="limit">How many at most, 1 to 1000.</param>
    public static Ok<ImportPage> List(ImportJobs jobs, int limit = 100) => TypedResults.Ok(new ImportPage(jobs.List(Checked(limit))));

    /// <summary>Says how far an import is.</summary>
    public static Ok<ImportProgress> Get(long id, ImportJobs jobs) => TypedResults.Ok(jobs.Find(id));

    /// <summary>Lists the items of an import that could not be added, and why.</summary>
    /// <param name="id">The import's id.</param>
    /// <param name="jobs">The imports.</param>
    /// <param name="after">The number of the last item of the page before.</param>
    /// <param name="limit">Items of a page, 1 to 1000.</param>
    public static Ok<ImportErrors> ErrorsOf(long id, ImportJobs jobs, int after = 0, int limit = 100) =>
        TypedResults.Ok(jobs.Errors(id, after, Checked(limit)));

    /// <summary>Sends the progress of an import as it happens (server-sent events), until it has ended.</summary>
    /// <remarks>
    /// Events are called <c>progress</c>; the data of each is the import as <c>GET /imports/{id}</c> describes it. A client that lost the connection
    /// sends the header Last-Event-ID and goes on from there.
    /// </remarks>
    public static ServerSentEventsResult<ImportProgress> Events(
        long id, ImportJobs jobs, HttpRequest request, IHostApplicationLifetime lifetime, CancellationToken cancellation)
    {
        _ = jobs.Find(id);    // else the answer would have begun before the id is known to be wrong
        return TypedResults.ServerSentEvents(ImportEvents.FollowAsync(jobs, id, request.Headers["Last-Event-ID"], lifetime.ApplicationStopping, cancellation));
    }

    /// <summary>Ends an import; what was added stays.</summary>
    public static async Task<Ok<ImportProgress>> Cancel(long id, ImportJobs jobs) => TypedResults.Ok(await jobs.CancelAsync(id));

    private static BodyLimit UploadLimit(ImportOptions options) =>
        new(options.UploadBytes, $"{ImportOptions.Section}:{nameof(options.UploadMegabytes)}") { FormGoesToDisk = true };

    private static async Task<ImportProgress> StartFolderAsync(HttpContext context, ImportJobs jobs, ImportFolders folders)
    {
        var request = await RequestBody.ReadJsonAsync<ImportRequest>(context);
        return await jobs.CreateAsync(JobKind.Folder, request.Folder, folders.Find(request.Folder));
    }

    private static async Task<ImportProgress> StartUploadAsync(
        HttpRequest request, ImportJobs jobs, ImportUploads uploads, ImportOptions options, CancellationToken cancellation)
    {
        var (file, name, kind) = await uploads.SaveAsync(request, cancellation);
        try
        {
            if (kind == JobKind.Archive) ArchiveSource.Check(uploads.PathOf(file), options);
            return await jobs.CreateAsync(kind, name, file);
        }
        catch
        {
            uploads.Delete(file);
            throw;
        }
    }

    private static int Checked(int limit) => limit is >= 1 and <= LargestPage
        ? limit
        : throw new ProblemException(Errors.InvalidRequest, $"limit is {limit}, expected 1 to {LargestPage}.");
}
