using System.Text.Json;
using Sgraf.Api.Tests.Application;

namespace Sgraf.Api.Tests.Ingest;

/// <summary>Requests about the gallery, as clients send them.</summary>
internal static class GalleryRequests
{
    /// <summary>Sends files to be added.</summary>
    /// <param name="client">The client.</param>
    /// <param name="files">Names and bytes.</param>
    /// <param name="captions">The field of captions; none when null.</param>
    /// <param name="metadata">The field of metadata; none when null.</param>
    public static async Task<HttpResponseMessage> AddAsync(
        this HttpClient client, IEnumerable<(string Name, byte[] Bytes)> files, string? captions = null, string? metadata = null)
    {
        using var form = new MultipartFormDataContent();
        foreach (var (name, bytes) in files) form.Add(new ByteArrayContent(bytes), "files", name);
        if (captions is not null) form.Add(new StringContent(captions), "captions");
        if (metadata is not null) form.Add(new StringContent(metadata), "metadata");
        return await client.PostAsync(new Uri("/images", UriKind.Relative), form);
    }

    /// <summary>Adds one picture.</summary>
    /// <returns>Its id.</returns>
    public static async Task<string> AddAsync(this HttpClient client, int seed, string? caption = null)
    {
        using var response = await client.AddAsync([("a.png", Requests.Png(seed))], caption is null ? null : $$"""{"a.png":["{{caption}}"]}""");
        return (await response.JsonAsync()).GetProperty("results")[0].GetProperty("id").GetString()!;
    }

    public static Task<HttpResponseMessage> DeleteAsync(this HttpClient client, string path) => client.DeleteAsync(new Uri(path, UriKind.Relative));

    public static async Task<JsonElement> JsonOfAsync(this HttpClient client, string path)
    {
        using var response = await client.GetAsync(path);
        return await response.JsonAsync();
    }

    /// <summary>Uploads a file to be imported.</summary>
    public static async Task<HttpResponseMessage> UploadAsync(this HttpClient client, string name, byte[] bytes)
    {
        using var form = new MultipartFormDataContent { { new ByteArrayContent(bytes), "file", name } };
        return await client.PostAsync(new Uri("/imports", UriKind.Relative), form);
    }

    /// <summary>Waits until an import has ended.</summary>
    public static async Task<JsonElement> EndOfAsync(this HttpClient client, long id)
    {
        for (var attempt = 0; attempt < 1200; attempt++)
        {
            var job = await client.JsonOfAsync($"/imports/{id}");
            if (job.GetProperty("state").GetString() is not ("queued" or "running")) return job;
            await Task.Delay(50);
        }
        throw new TimeoutException("The import did not end in a minute.");
    }

    /// <summary>Added, existing and failed items.</summary>
    public static (int Added, int Existing, int Failed) Counts(this JsonElement job) =>
        (job.GetProperty("added").GetInt32(), job.GetProperty("existing").GetInt32(), job.GetProperty("failed").GetInt32());
}
