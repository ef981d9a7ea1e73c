using Microsoft.Extensions.FileProviders;

namespace Sgraf.Api.Page;

/// <summary>The page at <c>/</c>: files of <c>wwwroot</c>, compressed when the service is published.</summary>
internal static class PageEndpoints
{
    /// <summary>Finds the page's files beside the published program, or in the source tree, wherever the service is started from.</summary>
    public static void AddPage(this WebApplicationBuilder builder)
    {
        var published = Path.Combine(AppContext.BaseDirectory, "wwwroot");
        if (Directory.Exists(published)) builder.Environment.WebRootFileProvider = new PhysicalFileProvider(published);
        else builder.WebHost.UseStaticWebAssets();
    }

    public static void MapPage(this WebApplication application)
    {
        application.UseDefaultFiles();
        application.UseRouting();        // after "/" was rewritten: routing decides by the path that it sees
        application.MapStaticAssets();
    }
}
