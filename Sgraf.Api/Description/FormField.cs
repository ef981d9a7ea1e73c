using Microsoft.OpenApi;

namespace Sgraf.Api.Description;

/// <summary>A field of a multipart form.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Meaning">What it is for.</param>
/// <param name="IsFile">Whether it is a file.</param>
/// <param name="IsMany">Whether it may be there several times.</param>
internal sealed record FormField(string Name, string Meaning, bool IsFile = false, bool IsMany = false)
{
    public OpenApiSchema ToSchema()
    {
        var one = new OpenApiSchema { Type = JsonSchemaType.String, Format = IsFile ? "binary" : null };
        if (!IsMany) return With(one);
        return With(new OpenApiSchema { Type = JsonSchemaType.Array, Items = one });
    }

    private OpenApiSchema With(OpenApiSchema schema)
    {
        schema.Description = Meaning;
        return schema;
    }
}
