using System.Text.Json;
using Sgraf.Api.Tests.Application;
using Sgraf.Tests;

namespace Sgraf.Api.Tests.Description;

public sealed class ApiDescriptionTests(SharedService service) : IClassFixture<SharedService>
{
    private const string Snapshot = "tests/Sgraf.Api.Tests/Description/openapi.json";

    [Fact]
    public async Task The_description_is_the_one_that_was_looked_at()
    {
        using var response = await service.Client.GetAsync("/swagger/v1/swagger.json");
        var found = (await response.Content.ReadAsStringAsync()).ReplaceLineEndings("\n");
        var path = Repository.Require(Snapshot);
        if (Environment.GetEnvironmentVariable("SGRAF_ACCEPT") == "1") await File.WriteAllTextAsync(path, found + "\n");
        Assert.True(
            (await File.ReadAllTextAsync(path)).ReplaceLineEndings("\n") == found + "\n",
            $"The API's description changed; look at it, then run this test with SGRAF_ACCEPT=1 to keep the new one in {Snapshot}.");
    }

    [Fact]
    public async Task Every_operation_says_what_it_does_and_how_it_fails()
    {
        using var response = await service.Client.GetAsync("/swagger/v1/swagger.json");
        var operations = (await response.JsonAsync()).GetProperty("paths").EnumerateObject().SelectMany(path => path.Value.EnumerateObject(), (path, operation) => (path.Name, operation));
        foreach (var (path, operation) in operations)
        {
            Assert.True(operation.Value.TryGetProperty("summary", out var summary) && summary.GetString()!.EndsWith('.'), $"{operation.Name} {path} has no summary.");
            Assert.True(operation.Value.GetProperty("responses").TryGetProperty("500", out _), $"{operation.Name} {path} does not say how it fails.");
        }
    }

    [Fact]
    public async Task Every_reference_leads_to_a_schema()
    {
        using var response = await service.Client.GetAsync("/swagger/v1/swagger.json");
        var document = await response.JsonAsync();
        var schemas = document.GetProperty("components").GetProperty("schemas");
        foreach (var reference in References(document).Distinct())
            Assert.True(schemas.TryGetProperty(reference["#/components/schemas/".Length..], out _), $"{reference} leads nowhere.");
    }

    [Fact]
    public async Task The_page_that_shows_it_is_there()
    {
        using var response = await service.Client.GetAsync("/swagger/index.html");
        Assert.Contains("swagger-ui", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    private static IEnumerable<string> References(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Array => element.EnumerateArray().SelectMany(References),
        JsonValueKind.Object => element.EnumerateObject().SelectMany(property =>
            property.NameEquals("$ref") ? [property.Value.GetString()!] : References(property.Value)),
        _ => [],
    };
}
