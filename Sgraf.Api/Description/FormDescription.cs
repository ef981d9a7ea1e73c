using Microsoft.OpenApi;

namespace Sgraf.Api.Description;

/// <summary>The form that an endpoint takes.</summary>
/// <param name="Fields">Its fields; any other is refused.</param>
internal sealed record FormDescription(params IReadOnlyList<FormField> Fields)
{
    public OpenApiSchema ToSchema() => new()
    {
        Type = JsonSchemaType.Object,
        Properties = Fields.ToDictionary(field => field.Name, IOpenApiSchema (field) => field.ToSchema()),
        AdditionalPropertiesAllowed = false,
    };
}
