using Microsoft.OpenApi;
using Sgraf.Api.Access;

namespace Sgraf.Api.Description;

/// <summary>The API's description (OpenAPI) and the page that shows it.</summary>
internal static class DescriptionExtensions
{
    public const string Path = "/swagger";
    private const string Version = "v1", Key = "key";

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
            options.AddSecurityDefinition(Key, new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.ApiKey,
                In = ParameterLocation.Header,
                Name = ApiKeys.Header,
                Description = "Needed where the service is configured with keys; `Authorization: Bearer` works too.",
            });
            options.AddSecurityRequirement(document => new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(Key, document)] = [] });
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
