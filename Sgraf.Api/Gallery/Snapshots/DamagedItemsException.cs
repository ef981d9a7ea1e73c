using Sgraf.Api.Gallery.Segments;

namespace Sgraf.Api.Gallery.Snapshots;

/// <summary>The embeddings or vectors of pictures or captions cannot be read.</summary>
/// <param name="isPicture">Whether they are pictures.</param>
/// <param name="items">Their numbers in the catalogue, and what is wrong with each.</param>
internal sealed class DamagedItemsException(bool isPicture, IReadOnlyList<(long Number, SegmentException Problem)> items)
    : Exception(items[0].Problem.Message, items[0].Problem)
{
    /// <summary>Whether they are pictures.</summary>
    public bool IsPicture => isPicture;

    /// <summary>Their numbers in the catalogue, and what is wrong with each.</summary>
    public IReadOnlyList<(long Number, SegmentException Problem)> Items => items;
}
