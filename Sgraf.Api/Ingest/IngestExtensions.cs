using Sgraf.Api.Gallery;
using Sgraf.Api.Inference;
using Sgraf.Api.Ingest.Captions;
using Sgraf.Api.Ingest.Images;
using Sgraf.Api.Ingest.Importing;
using Sgraf.Api.Ingest.Indexing;

namespace Sgraf.Api.Ingest;

/// <summary>The gallery and the ways into it.</summary>
internal static class IngestExtensions
{
    public static void AddGallery(this IServiceCollection services)
    {
        services.AddChecked<GalleryOptions, GalleryOptionsValidator>(GalleryOptions.Section);
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton(Open);
        services.AddSingleton<GalleryMetrics>();
    }

    public static void AddIngest(this IServiceCollection services)
    {
        services.AddChecked<ImportOptions, ImportOptionsValidator>(ImportOptions.Section);
        services.AddSingleton<PictureRules>();
        services.AddSingleton<CaptionEncoding>();
        services.AddSingleton<PictureEncoding>();
        services.AddSingleton<PictureIndexer>();
        services.AddImages();
        services.AddCaptions();
        services.AddImports();
    }

    public static void MapIngest(this IEndpointRouteBuilder routes)
    {
        _ = routes.ServiceProvider.GetRequiredService<GalleryMetrics>();    // it asks when it is asked
        routes.MapImages();
        routes.MapCaptions();
        routes.MapImports();
    }

    private static ImageGallery Open(IServiceProvider provider)
    {
        try
        {
            return ImageGallery.Open(
                provider.GetRequiredService<GalleryOptions>(), () => EmbeddingLayout.Of(provider.GetRequiredService<ServedModel>()),
                provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<ILogger<ImageGallery>>());
        }
        catch (GalleryException failure)
        {
            throw new StartException(failure.Message, failure);
        }
    }
}
