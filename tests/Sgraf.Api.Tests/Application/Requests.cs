using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using Sgraf.Tests;

namespace Sgraf.Api.Tests.Application;

/// <summary>Requests as clients send them.</summary>
internal static class Requests
{
    /// <summary>A small picture's file, another for each seed.</summary>
    public static byte[] Png(int seed = 1, int width = 40, int height = 30) => TestPicture.Create(width, height, seed).Encode(".png");

    /// <summary>The body of a request that scores one picture.</summary>
    public static object Score(byte[] picture, string[] texts, string? module = null, bool explain = false) =>
        new { images = new[] { new { data = picture } }, texts, module, explain };

    /// <summary>Sends JSON.</summary>
    public static Task<HttpResponseMessage> PostAsync(this HttpClient client, string path, object body) => client.PostAsJsonAsync(new Uri(path, UriKind.Relative), body);

    /// <summary>Sends a body as it is.</summary>
    public static async Task<HttpResponseMessage> PostTextAsync(this HttpClient client, string path, string body, string type = "application/json")
    {
        using var content = new StringContent(body, Encoding.UTF8);
        content.Headers.ContentType = MediaTypeHeaderValue.Parse(type);
        return await client.PostAsync(new Uri(path, UriKind.Relative), content);
    }

    /// <summary>Sends a form: texts as fields, bytes as files.</summary>
    public static async Task<HttpResponseMessage> PostFormAsync(this HttpClient client, string path, params (string Name, object Value)[] fields)
    {
        using var form = new MultipartFormDataContent();
        foreach (var (name, value) in fields)
        {
            if (value is byte[] bytes) form.Add(new ByteArrayContent(bytes), name, "picture.png");
            else form.Add(new StringContent($"{value}"), name);
        }
        return await client.PostAsync(new Uri(path, UriKind.Relative), form);
    }

    public static Task<HttpResponseMessage> GetAsync(this HttpClient client, string path) => client.GetAsync(new Uri(path, UriKind.Relative));
}
