using System.Text.Json;
using Sgraf.Api.Gallery;
using Sgraf.Api.Gallery.Catalogue;

namespace Sgraf.Api.Ingest.Images;

/// <summary>A picture of the gallery.</summary>
internal sealed record ImageItem
{
    /// <summary>Its id: the same bytes have the same id everywhere.</summary>
    public required string Id { get; init; }

    /// <summary>What its file was called.</summary>
    public required string Name { get; init; }

    /// <summary>Of the upright picture, in pixels.</summary>
    public required int Width { get; init; }

    /// <summary>Of the upright picture, in pixels.</summary>
    public required int Height { get; init; }

    /// <summary>When it was added.</summary>
    public required DateTimeOffset Added { get; init; }

    /// <summary>Its captions, in the order of adding.</summary>
    public required IReadOnlyList<string> Captions { get; init; }

    /// <summary>What its owner wrote of it.</summary>
    public required IReadOnlyDictionary<string, JsonElement> Metadata { get; init; }

    /// <summary>Regions that were found in it.</summary>
    public required int Regions { get; init; }

    /// <summary>Whether another model indexed it: it is left out of searches until it is indexed anew.</summary>
    public required bool Stale { get; init; }

    /// <summary>Where its file is.</summary>
    public required string Picture { get; init; }

    /// <summary>Where a small picture of it is.</summary>
    public required string Thumbnail { get; init; }

    public static ImageItem Of(PictureRow picture, IReadOnlyList<CaptionRow> captions, EmbeddingLayout layout) => new()
    {
        Id = picture.Id,
        Name = picture.Name,
        Width = picture.Width,
        Height = picture.Height,
        Added = picture.Added,
        Captions = [.. captions.Select(caption => caption.Text)],
        Metadata = picture.Metadata,
        Regions = picture.Regions?.Count ?? 0,
        Stale = picture.Regions?.Model != layout.Model || picture.Regions.Detector != layout.Detector,
        Picture = ImageLinks.Picture(picture.Id),
        Thumbnail = ImageLinks.Thumbnail(picture.Id),
    };
}
