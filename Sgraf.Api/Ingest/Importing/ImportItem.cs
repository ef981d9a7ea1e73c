using System.Text.Json;
using Sgraf.Api.Problems;

namespace Sgraf.Api.Ingest.Importing;

/// <summary>Something that an import is to add.</summary>
/// <param name="Name">What it is called.</param>
internal sealed record ImportItem(string Name)
{
    /// <summary>What else is known of it.</summary>
    public ItemDetails? Details { get; init; }

    /// <summary>Why it cannot be added, where that is known before it is looked at.</summary>
    public Problem? Error { get; init; }
}

/// <summary>What is known of an item beside its name; kept as JSON.</summary>
internal sealed record ItemDetails
{
    /// <summary>Captions of the picture, or captions alone.</summary>
    public IReadOnlyList<string>? Captions { get; init; }

    /// <summary>Metadata of the picture.</summary>
    public Dictionary<string, JsonElement>? Metadata { get; init; }

    /// <summary>In a list: the first byte of its line.</summary>
    public long? Offset { get; init; }

    /// <summary>In a list: the bytes of its line.</summary>
    public int? Length { get; init; }
}
