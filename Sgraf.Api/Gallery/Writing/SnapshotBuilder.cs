using Sgraf.Api.Gallery.Segments;
using Sgraf.Api.Gallery.Snapshots;

namespace Sgraf.Api.Gallery.Writing;

/// <summary>Gathers what a session changes of the newest snapshot.</summary>
/// <param name="origin">The newest snapshot.</param>
/// <param name="reader">Brings embeddings and vectors.</param>
internal sealed class SnapshotBuilder(GallerySnapshot origin, EmbeddingReader reader)
{
    private readonly ItemSetBuilder _images = new(origin.ImageItems), _captions = new(origin.CaptionItems);
    private int _staleImages = origin.StaleImages, _staleCaptions = origin.StaleCaptions;
    private bool _isChanged;

    public void AddImage(StoredItem item, float[] vector) => Change(_images.Add, item, vector);

    public void AddCaption(StoredItem item, float[] vector) => Change(_captions.Add, item, vector);

    public void RemoveImage(long number) => Remove(_images, number);

    public void RemoveCaption(long number) => Remove(_captions, number);

    /// <summary>Counts pictures that became stale, or less than 0 when they no longer are.</summary>
    public void CountStaleImages(int change) => (_staleImages, _isChanged) = (_staleImages + change, true);

    /// <summary>Counts captions that became stale, or less than 0 when they no longer are.</summary>
    public void CountStaleCaptions(int change) => (_staleCaptions, _isChanged) = (_staleCaptions + change, true);

    /// <summary>Names the new places of the records of a segment.</summary>
    public void Move(SegmentFile from, SegmentFile? to, IReadOnlyDictionary<long, RecordLocation> moves)
    {
        _images.Move(from, to, moves);
        _captions.Move(from, to, moves);
        _isChanged = true;
    }

    /// <summary>The next snapshot; null when nothing was changed.</summary>
    public GallerySnapshot? Build() =>
        _isChanged ? new GallerySnapshot(_images.Build(), _captions.Build(), _staleImages, _staleCaptions, reader) : null;

    private void Change(Action<StoredItem, float[]> change, StoredItem item, float[] vector)
    {
        change(item, vector);
        _isChanged = true;
    }

    private void Remove(ItemSetBuilder items, long number)
    {
        items.Remove(number);
        _isChanged = true;
    }
}
