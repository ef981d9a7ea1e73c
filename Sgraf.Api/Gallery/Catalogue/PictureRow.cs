using System.Text.Json;
using Sgraf.Api.Gallery.Segments;

namespace Sgraf.Api.Gallery.Catalogue;

/// <summary>A picture as the catalogue knows it.</summary>
internal sealed record PictureRow
{
    /// <summary>Its number, in the order of adding; never given twice.</summary>
    public required long Number { get; init; }

    /// <summary>The first 32 hex digits of its file's SHA-256.</summary>
    public required string Id { get; init; }

    /// <summary>What its file was called.</summary>
    public required string Name { get; init; }

    /// <summary>When it was added.</summary>
    public required DateTimeOffset Added { get; init; }

    /// <summary>Pixels of a row of the upright picture.</summary>
    public required int Width { get; init; }

    /// <summary>Rows of the upright picture.</summary>
    public required int Height { get; init; }

    /// <summary>Bytes of its file.</summary>
    public required int Size { get; init; }

    /// <summary>Bytes of its thumbnail.</summary>
    public required int ThumbnailSize { get; init; }

    /// <summary>What the owner wrote of it.</summary>
    public required IReadOnlyDictionary<string, JsonElement> Metadata { get; init; }

    /// <summary>Where its file lies.</summary>
    public required RecordLocation File { get; init; }

    /// <summary>What a model made of it; null where none has.</summary>
    public StoredRegions? Regions { get; init; }
}
