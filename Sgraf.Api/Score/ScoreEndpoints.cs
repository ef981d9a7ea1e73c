using Microsoft.AspNetCore.Http.HttpResults;
using Sgraf.Api.Description;
using Sgraf.Api.Inference;
using Sgraf.Api.Problems;
using Sgraf.Api.Reading;

namespace Sgraf.Api.Score;

/// <summary>Scores of pictures with texts.</summary>
internal static class ScoreEndpoints
{
    public static void AddScore(this IServiceCollection services)
    {
        services.AddScoped<PairScoring>();
        services.AddJson(ScoreJson.Default);
    }

    public static void MapScore(this IEndpointRouteBuilder routes) => routes.MapPost("/score", Score).WithTags("Score")
        .Accepts<ScoreRequest>(RequestBody.Json, RequestBody.Form)
        .WithMetadata(new FormDescription(
            new FormField("images", "Files of pictures.", IsFile: true, IsMany: true),
            new FormField("ids", "Ids of pictures of the gallery; in the answer they come after the files.", IsMany: true),
            new FormField("texts", "Texts.", IsMany: true),
            new FormField("module", "sgr, saf or sgraf."),
            new FormField("explain", "true or false.")))
        .Fails(Errors.OfWork);

    /// <summary>Scores every picture with every text.</summary>
    /// <remarks>A picture or text that cannot be used is reported in its place and does not keep the others from being scored.</remarks>
    public static async Task<Ok<ScoreResult>> Score(ScoreRequest request, PairScoring scoring, InferenceWorker worker, CancellationToken cancellation)
    {
        scoring.Check(request);
        return TypedResults.Ok(await worker.RunAsync(turn => scoring.Run(request, turn), cancellation));
    }
}
