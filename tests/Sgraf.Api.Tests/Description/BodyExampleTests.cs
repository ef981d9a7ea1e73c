using System.Text.Json;
using Sgraf.Api.Description;
using Sgraf.Api.Tests.Application;

namespace Sgraf.Api.Tests.Description;

/// <summary>The examples of the API's description can be sent, and look like what comes back.</summary>
public sealed class BodyExampleTests(FilledService service) : IClassFixture<FilledService>
{
    [Theory]
    [InlineData("score", "/score")]
    [InlineData("explain", "/explain")]
    [InlineData("text-to-image", "/search/text-to-image")]
    [InlineData("image-to-text", "/search/image-to-text")]
    [InlineData("audit", "/search/audit")]
    public async Task An_example_can_be_sent_and_its_answer_is_as_described(string name, string path)
    {
        var example = new BodyExample(name);
        using var response = await service.Client.PostTextAsync(path, example.Read("request").ToJsonString());
        Assert.True(response.IsSuccessStatusCode);
        using var description = await service.Client.GetAsync("/swagger/v1/swagger.json");
        var document = await description.JsonAsync();
        var schema = document.GetProperty("paths").GetProperty(path).GetProperty("post").GetProperty("responses").GetProperty("200")
            .GetProperty("content").GetProperty("application/json").GetProperty("schema");
        using var answer = JsonDocument.Parse(example.Read("answer").ToJsonString());
        new SchemaCheck(document).Check(schema, answer.RootElement, $"{name}: $");
    }
}
