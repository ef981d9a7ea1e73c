using System.Text.Json;

namespace Sgraf.Api.Tests.Application;

/// <summary>A service whose gallery holds pictures and captions, for all tests of a class that do not change it.</summary>
public sealed class FilledService : IAsyncLifetime
{
    private readonly Service _service = new();

    /// <summary>Pictures of the gallery.</summary>
    public const int Count = 12;

    /// <summary>A client of it.</summary>
    public HttpClient Client { get; private set; } = null!;

    /// <summary>Ids of the pictures, by the seed of each.</summary>
    public IReadOnlyList<string> Ids { get; private set; } = [];

    /// <summary>The captions of a picture.</summary>
    public static string[] CaptionsOf(int seed) => [$"a {Colour(seed)} cube .", $"the {Colour(seed)} ball on the {(seed % 2 == 0 ? "left" : "right")} of {seed}"];

    /// <summary>The colour in a picture's metadata.</summary>
    public static string Colour(int seed) => (seed % 3) switch { 0 => "red", 1 => "blue", _ => "green" };

    public async ValueTask InitializeAsync()
    {
        Client = await _service.ReadyAsync();
        var names = Enumerable.Range(0, Count).ToDictionary(seed => $"{seed}.png");
        using var form = new MultipartFormDataContent();
        foreach (var (name, seed) in names) form.Add(new ByteArrayContent(Requests.Png(seed, 40 + seed, 30)), "files", name);
        form.Add(new StringContent(JsonSerializer.Serialize(names.ToDictionary(name => name.Key, name => CaptionsOf(name.Value)))), "captions");
        form.Add(new StringContent(JsonSerializer.Serialize(names.ToDictionary(name => name.Key, name => new { colour = Colour(name.Value), number = name.Value }))), "metadata");
        using var response = await Client.PostAsync(new Uri("/images", UriKind.Relative), form);
        Ids = [.. (await response.JsonAsync()).GetProperty("results").EnumerateArray().Select(result => result.GetProperty("id").GetString()!)];
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _service.DisposeAsync();
    }
}
