using Microsoft.AspNetCore.RateLimiting;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Sgraf.Api.Access;

/// <summary>Who may use the service, how often, and from where.</summary>
internal static class AccessExtensions
{
    public static void AddAccess(this IServiceCollection services)
    {
        services.AddChecked<AccessOptions, AccessOptionsValidator>(AccessOptions.Section);
        services.AddSingleton<ApiKeys>();
        services.AddRateLimiter(_ => { });
        services.AddOptions<RateLimiterOptions>().Configure<AccessOptions>(KeyLimits.Configure);
        services.AddOptions<KestrelServerOptions>().Configure<AccessOptions>((server, options) =>
            server.ConfigureEndpointDefaults(new LoopbackRule(options).Check));
    }

    /// <summary>What holds for every answer; failures included.</summary>
    public static void UseSecurityHeaders(this IApplicationBuilder app) => app.UseMiddleware<SecurityHeaders>();

    /// <summary>To come behind what everybody may see.</summary>
    public static void UseAccess(this IApplicationBuilder app)
    {
        app.UseMiddleware<OriginGuard>();
        app.UseMiddleware<KeyGate>();
        app.UseRateLimiter();
    }
}
