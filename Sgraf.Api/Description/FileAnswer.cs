using Microsoft.OpenApi;

namespace Sgraf.Api.Description;

/// <summary>An endpoint that answers with a file.</summary>
/// <param name="MediaTypes">The types that the file may have.</param>
internal sealed record FileAnswer(params IReadOnlyList<string> MediaTypes)
{
    public void Describe(OpenApiOperation operation)
    {
        if (operation.Responses?["200"] is OpenApiResponse answer)
            answer.Content = MediaTypes.ToDictionary(
                type => type, _ => new OpenApiMediaType { Schema = new OpenApiSchema { Type = JsonSchemaType.String, Format = "binary" } });
    }
}
