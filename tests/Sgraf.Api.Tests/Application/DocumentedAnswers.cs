using System.Collections.Concurrent;
using System.Text.Json;

namespace Sgraf.Api.Tests.Application;

/// <summary>Fails a test whose answer the API's description does not promise: its status, its type, the members of its JSON.</summary>
internal sealed class DocumentedAnswers : DelegatingHandler
{
    private static readonly ConcurrentDictionary<string, JsonElement> Documents = new();

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var response = await base.SendAsync(request, cancellationToken);
        var path = request.RequestUri!.AbsolutePath;
        if (path.StartsWith("/swagger", StringComparison.Ordinal) || path.StartsWith("/metrics", StringComparison.Ordinal)) return response;
        var document = await DocumentAsync(request.RequestUri, cancellationToken);
        if (Operation(document, path, request.Method) is { } operation) await CheckAsync(document, operation, $"{request.Method} {path}", response);
        return response;
    }

    private async Task<JsonElement> DocumentAsync(Uri uri, CancellationToken cancellation)
    {
        if (Documents.TryGetValue("v1", out var known)) return known;
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(uri, "/swagger/v1/swagger.json"));
        using var response = await base.SendAsync(request, cancellation);
        using var document = JsonDocument.Parse(await response.Content.ReadAsStringAsync(cancellation));
        return Documents.GetOrAdd("v1", document.RootElement.Clone());
    }

    private static JsonElement? Operation(JsonElement document, string path, HttpMethod method)
    {
        var parts = path.Trim('/').Split('/');
        foreach (var (route, operations) in document.GetProperty("paths").EnumerateObject().Select(entry => (entry.Name.Trim('/').Split('/'), entry.Value)))
        {
            var fits = route.Length == parts.Length && route.Zip(parts).All(pair => pair.First == pair.Second || pair.First.StartsWith('{'));
            if (fits && operations.TryGetProperty(method.Method.ToLowerInvariant(), out var operation)) return operation;
        }
        return null;
    }

    private static async Task CheckAsync(JsonElement document, JsonElement operation, string what, HttpResponseMessage response)
    {
        Assert.True(
            operation.GetProperty("responses").TryGetProperty($"{(int)response.StatusCode}", out var promised),
            $"{what} answered {(int)response.StatusCode}, which the API's description does not promise.");
        var type = response.Content.Headers.ContentType?.MediaType;
        if (!promised.TryGetProperty("content", out var content) || type is null) return;
        Assert.True(content.TryGetProperty(type, out var body), $"{what} answered {type}, which the API's description does not promise.");
        if (!type.EndsWith("json", StringComparison.Ordinal)) return;
        await response.Content.LoadIntoBufferAsync();
        using var json = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
        new SchemaCheck(document).Check(body.GetProperty("schema"), json.RootElement, $"{what}: $");
    }
}
