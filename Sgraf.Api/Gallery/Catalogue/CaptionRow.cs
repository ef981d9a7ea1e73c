
namespace Sgraf.Api.Gallery.Catalogue;

/// <summary>A caption as the catalogue knows it.</summary>
internal sealed record CaptionRow
{
    /// <summary>Its number, which is its id; never given twice.</summary>
    public required long Number { get; init; }

    /// <summary>Its text.</summary>
    public required string Text { get; init; }

    /// <summary>The number of the picture that it is about; null for none.</summary>
    public required long? Picture { get; init; }

    /// <summary>The id of the picture that it is about; null for none.</summary>
    public required string? PictureId { get; init; }

    /// <summary>When it was added.</summary>
    public required DateTimeOffset Added { get; init; }

    /// <summary>What a model made of it; null where none has.</summary>
    public StoredWords? Words { get; init; }
}
