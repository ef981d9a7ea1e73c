using System.Text.Json.Nodes;
using Microsoft.OpenApi;
using Sgraf.Api.Reading;

namespace Sgraf.Api.Description;

/// <summary>A request and its answer; the numbers are those of one model on one day.</summary>
/// <param name="Name">The name of its files in <c>Description/Examples</c>: <c>NAME.request.json</c> and <c>NAME.answer.json</c>.</param>
internal sealed record BodyExample(string Name)
{
    public void Show(OpenApiOperation operation)
    {
        if (operation.RequestBody?.Content?[RequestBody.Json] is { } body) body.Example = Read("request");
        if (operation.Responses?["200"].Content?[RequestBody.Json] is { } answer) answer.Example = Read("answer");
    }

    /// <param name="part">request or answer.</param>
    public JsonNode Read(string part)
    {
        using var file = typeof(BodyExample).Assembly.GetManifestResourceStream($"{Name}.{part}.json")
            ?? throw new InvalidOperationException($"There is no example {Name}.{part}.json.");
        return JsonNode.Parse(file)!;
    }
}
