using Microsoft.OpenApi;

namespace Sgraf.Api.Description;

/// <summary>The API's description (OpenAPI) and the page that shows it.</summary>
internal static class DescriptionExtensions
{
    public const string Path = "/swagger";
    private const string Version = "v1";

    private const string About = """
        Ranks pictures by sentences and sentences by pictures, and says why.

        A failed request is answered with a problem (RFC 9457): `type` tells kinds of problems apart, `detail` says what was wrong and how
        to mend it. `GET /problems` lists all types. Unknown fields are refused.
        """;

    public static void AddDescription(this IServiceCollection services)
    {
        services.AddEndpointsApiExplorer();
        services.AddSwaggerGen(options =>
        {
            options.SwaggerDoc(Version, new OpenApiInfo { Title = "Sgraf", Version = Version, Description = About });
            options.SupportNonNullableReferenceTypes();
            options.UseAllOfToExtendReferenceSchemas();    // else a reference could not be null
            options.IncludeXmlComments(typeof(DescriptionExtensions).Assembly);
            options.IncludeXmlComments(typeof(Model.ComputeDevice).Assembly);
            options.SchemaFilter<SchemaRules>();
            options.OperationFilter<OperationRules>();
            options.CustomOperationIds(operation => operation.ActionDescriptor.EndpointMetadata.OfType<IEndpointNameMetadata>().LastOrDefault()?.EndpointName);
        });
    }

    public static void UseDescription(this IApplicationBuilder app)
    {
        app.UseSwagger();
        app.UseSwaggerUI(options =>
        {
            options.DocumentTitle = "Sgraf API";
            options.SwaggerEndpoint($"{Path}/{Version}/swagger.json", "Sgraf");
            options.EnableTryItOutByDefault();
        });
    }
}
