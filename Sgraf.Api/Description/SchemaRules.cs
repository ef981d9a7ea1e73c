using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.Options;
using Microsoft.OpenApi;
using Sgraf.Api.Reading;
using Sgraf.Model.Bundles;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace Sgraf.Api.Description;

/// <summary>Describes records as they are read and written: what must be there, what may be null, and that nothing else is.</summary>
internal sealed class SchemaRules(IOptions<JsonOptions> json) : ISchemaFilter
{
    private readonly JsonSerializerOptions _options = json.Value.SerializerOptions;

    public void Apply(IOpenApiSchema schema, SchemaFilterContext context)
    {
        if (schema is not OpenApiSchema described) return;
        if (context.Type == typeof(PictureData)) DescribeBytes(described);
        else if ((Nullable.GetUnderlyingType(context.Type) ?? context.Type) == typeof(SimilarityModule)) DescribeModule(described);
        else if (_options.TryGetTypeInfo(context.Type, out var type) && type.Kind == JsonTypeInfoKind.Object) DescribeObject(described, type);
    }

    private static void DescribeBytes(OpenApiSchema schema)
    {
        schema.Type = JsonSchemaType.String;
        schema.Format = "byte";
        schema.Properties?.Clear();
        schema.AdditionalPropertiesAllowed = true;
    }

    private static void DescribeModule(OpenApiSchema schema)
    {
        schema.Type = JsonSchemaType.String;
        schema.Format = null;
        schema.Enum = ["sgr", "saf", "sgraf"];
    }

    private static void DescribeObject(OpenApiSchema schema, JsonTypeInfo type)
    {
        schema.AdditionalPropertiesAllowed = false;
        schema.Required = type.Properties.Where(property => property.IsRequired).Select(property => property.Name).ToHashSet();
    }
}
