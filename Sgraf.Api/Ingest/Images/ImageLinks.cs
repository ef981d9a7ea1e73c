namespace Sgraf.Api.Ingest.Images;

/// <summary>Addresses of a picture's files.</summary>
internal static class ImageLinks
{
    public static string Picture(string id) => $"{ImageEndpoints.Path}/{id}/picture";

    public static string Thumbnail(string id) => $"{ImageEndpoints.Path}/{id}/thumbnail";
}
