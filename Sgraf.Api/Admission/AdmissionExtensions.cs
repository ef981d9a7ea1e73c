using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Options;

namespace Sgraf.Api.Admission;

/// <summary>What the server takes in.</summary>
internal static class AdmissionExtensions
{
    public static void AddAdmission(this IServiceCollection services)
    {
        services.AddChecked<LimitOptions, LimitOptionsValidator>(LimitOptions.Section);
        services.AddOptions<KestrelServerOptions>().Configure<IOptions<LimitOptions>>((server, limits) =>
        {
            server.AddServerHeader = false;
            server.Limits.MaxRequestBodySize = limits.Value.BodyBytes;
        });
        services.AddSingleton<BodyBudget>();
        services.AddOptions<JsonOptions>().Configure<LimitOptions>((json, limits) => json.SerializerOptions.MaxDepth = limits.JsonDepth);
        services.AddOptions<FormOptions>().Configure<IOptions<LimitOptions>>((form, limits) => form.MultipartBodyLengthLimit = limits.Value.BodyBytes);
    }

    /// <summary>To come behind what needs no body, and before whatever reads one.</summary>
    public static void UseAdmission(this IApplicationBuilder app) => app.UseMiddleware<BodyGate>();
}
