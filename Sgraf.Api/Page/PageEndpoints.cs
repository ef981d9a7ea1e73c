using Microsoft.AspNetCore.Authorization;
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

    /// <summary>To come first: everything else asks which endpoint was found.</summary>
    public static void UsePage(this IApplicationBuilder app)
    {
        app.UseDefaultFiles();
        app.UseRouting();        // after "/" was rewritten: routing decides by the path that it sees
    }

    /// <summary>Everybody may see the page; it asks for a key where one is needed.</summary>
    public static void MapPage(this WebApplication app) => app.MapStaticAssets().Add(endpoint => endpoint.Metadata.Add(new AllowAnonymousAttribute()));
}
