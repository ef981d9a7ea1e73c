using System.Text.Json.Nodes;
using Microsoft.OpenApi;
using Sgraf.Api.Reading;

namespace Sgraf.Api.Description;

/// <summary>A request and its answer, as the demo bundle gives it.</summary>
/// <param name="Request">The JSON body; null for an endpoint without one.</param>
/// <param name="Answer">The JSON of the answer of status 200.</param>
internal sealed record BodyExample(string? Request, string Answer)
{
    public void Show(OpenApiOperation operation)
    {
        if (Request is not null && operation.RequestBody?.Content?[RequestBody.Json] is { } body) body.Example = JsonNode.Parse(Request);
        if (operation.Responses?["200"].Content?[RequestBody.Json] is { } answer) answer.Example = JsonNode.Parse(Answer);
    }
}
