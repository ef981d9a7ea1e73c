using Microsoft.AspNetCore.Http.HttpResults;
using Sgraf.Api.Description;
using Sgraf.Api.Inference;
using Sgraf.Api.Problems;
using Sgraf.Api.Reading;

namespace Sgraf.Api.Explain;

/// <summary>Why a picture and a text have their score.</summary>
internal static class ExplainEndpoints
{
    public static void AddExplain(this IServiceCollection services)
    {
        services.AddScoped<PairExplaining>();
        services.AddJson(ExplainJson.Default);
    }

    public static void MapExplain(this IEndpointRouteBuilder routes) => routes.MapPost("/explain", Explain).WithTags("Explain")
        .Accepts<ExplainRequest>(RequestBody.Json, RequestBody.Form)
        .WithMetadata(new FormDescription(
            new FormField("image", "The file of a picture; either this or id.", IsFile: true),
            new FormField("id", "The id of a picture of the gallery; either this or image."),
            new FormField("text", "The text.")))
        .Fails(Errors.OfWork);

    /// <summary>Explains the score of a picture with a text: words, regions, and SGR's reasoning step by step.</summary>
    public static async Task<Ok<Explanation>> Explain(
        ExplainRequest request, PairExplaining explaining, InferenceWorker worker, CancellationToken cancellation) =>
        TypedResults.Ok(await worker.RunAsync(turn => explaining.Run(request, turn), cancellation));
}
