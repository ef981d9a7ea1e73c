namespace Sgraf.Api.Reading;

/// <summary>Reading what requests hold.</summary>
internal static class ReadingExtensions
{
    public static void AddReading(this IServiceCollection services)
    {
        services.AddSingleton<PictureReader>();
        services.AddSingleton<PictureEncoder>();
        services.AddSingleton<SentenceReader>();
    }
}
