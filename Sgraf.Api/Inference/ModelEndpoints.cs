using Microsoft.AspNetCore.Http.HttpResults;
using Sgraf.Model.Images;

namespace Sgraf.Api.Inference;

/// <summary>The served model: opening it, working with it, describing it.</summary>
internal static class ModelEndpoints
{
    public static void AddInference(this IServiceCollection services)
    {
        services.AddChecked<ModelOptions, ModelOptionsValidator>(ModelOptions.Section);
        services.AddChecked<InferenceOptions, InferenceOptionsValidator>(InferenceOptions.Section);
        services.AddChecked<DecodingOptions, DecodingOptionsValidator>(DecodingOptions.Section);
        services.AddSingleton<ModelLoader>();
        services.AddSingleton(provider => provider.GetRequiredService<ModelLoader>().Load());
        services.AddSingleton<Readiness>();
        services.AddSingleton<InferenceWorker>();
        services.AddHostedService(provider => provider.GetRequiredService<InferenceWorker>());
        services.AddSingleton<WarmUp>();
        services.AddJson(ModelJson.Default);
    }

    /// <summary>Begins to open and try the model while all else is put together. Whoever needs it waits; a failure to open it is theirs to report.</summary>
    public static void BeginInference(this WebApplication app) => _ = Task.Run(() => app.Services.GetRequiredService<WarmUp>());

    public static void MapModels(this IEndpointRouteBuilder routes) => routes.MapGet("/models", Models).WithTags("Models");

    /// <summary>Describes the model that is served: its sizes, where it comes from, how well it was measured, what it does not know.</summary>
    public static Ok<ModelReports> Models(ServedModel model, ModelOptions options, WarmUp warmUp) => TypedResults.Ok(new ModelReports([new ModelReport
    {
        Name = model.Name,
        Id = model.Id,
        FormatVersion = model.Manifest.FormatVersion,
        Modules = [.. model.Networks.Modules.Select(ModuleNames.Of)],
        Sizes = model.Config,
        Detector = model.Regions.Id,
        Device = options.Device,
        Instructions = $"{model.Networks.Scorers.Values.First().Instructions}".ToLowerInvariant(),
        RegionCount = model.Config.RegionCount,
        Vocabulary = model.Vocabulary.Count,
        Provenance = model.Manifest.Provenance,
        Metrics = model.Manifest.Provenance.Metrics,
        Limits = model.Limits,
        SelfTest = warmUp.Report,
    }]));
}
