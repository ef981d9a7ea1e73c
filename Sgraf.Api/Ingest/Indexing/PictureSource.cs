using System.Text.Json;

namespace Sgraf.Api.Ingest.Indexing;

/// <summary>A picture that somebody wants to add.</summary>
/// <param name="Name">What its file is called.</param>
/// <param name="Read">Brings the file; may fail.</param>
internal sealed record PictureSource(string Name, Func<byte[]> Read)
{
    /// <summary>Captions of it.</summary>
    public IReadOnlyList<string> Captions { get; init; } = [];

    /// <summary>What its owner wrote of it.</summary>
    public IReadOnlyDictionary<string, JsonElement> Metadata { get; init; } = new Dictionary<string, JsonElement>();
}
