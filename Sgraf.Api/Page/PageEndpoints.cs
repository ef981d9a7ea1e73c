namespace Sgraf.Api.Page;

/// <summary>The page at <c>/</c>: files of <c>wwwroot</c>, compressed when the service is published.</summary>
internal static class PageEndpoints
{
    /// <summary>Finds the page's files in the source tree when the service runs from its build folder.</summary>
    public static void AddPage(this WebApplicationBuilder builder) => builder.WebHost.UseStaticWebAssets();

    public static void MapPage(this WebApplication application)
    {
        application.UseDefaultFiles();
        application.UseRouting();        // after "/" was rewritten: routing decides by the path that it sees
        application.MapStaticAssets();
    }
}
