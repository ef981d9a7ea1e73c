using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Sgraf.Benchmarks.Load;

/// <summary>Requests made of what the service's gallery holds.</summary>
internal static class LoadQueries
{
    private const int Pictures = 50, Captions = 500;

    /// <returns>The bodies, JSON.</returns>
    public static async Task<IReadOnlyList<string>> ReadAsync(HttpClient client, LoadOptions options)
    {
        List<string> bodies = [];
        if (options.Images)
        {
            var page = await client.GetFromJsonAsync<JsonElement>(new Uri($"/images?limit={Pictures}", UriKind.Relative));
            foreach (var item in page.GetProperty("items").EnumerateArray())
            {
                var file = await client.GetByteArrayAsync(new Uri(item.GetProperty("picture").GetString()!, UriKind.Relative));
                bodies.Add(Body(options, "image", new JsonObject { ["data"] = Convert.ToBase64String(file) }));
            }
        }
        else
        {
            var page = await client.GetFromJsonAsync<JsonElement>(new Uri($"/captions?limit={Captions}", UriKind.Relative));
            foreach (var item in page.GetProperty("items").EnumerateArray()) bodies.Add(Body(options, "text", item.GetProperty("text").GetString()!));
        }
        return bodies.Count > 0 ? bodies : throw new HttpRequestException("its gallery is empty; add pictures with captions first.");
    }

    private static string Body(LoadOptions options, string name, JsonNode value)
    {
        var body = new JsonObject { [name] = value, ["top"] = options.Top };
        if (options.Shortlist is { } shortlist) body["shortlist"] = int.TryParse(shortlist, out var size) ? size : shortlist;
        return body.ToJsonString();
    }
}
