using Sgraf.Api.Gallery.Segments;
using Sgraf.Model.Scoring;
using Sgraf.Model.Search;

namespace Sgraf.Api.Gallery.Snapshots;

/// <summary>What can be searched in at one moment; it does not change while others are added, deleted or moved.</summary>
/// <remarks>It keeps the files open that it names, as long as it is the newest one or somebody holds it.</remarks>
internal sealed class GallerySnapshot
{
    private readonly SegmentFile[] _segments;
    private readonly Holders _holders = new();

    /// <param name="images">The pictures.</param>
    /// <param name="captions">The captions.</param>
    /// <param name="staleImages">Pictures that are left out until they are indexed anew.</param>
    /// <param name="staleCaptions">Captions that are left out until they are encoded anew.</param>
    /// <param name="reader">Brings embeddings and vectors.</param>
    public GallerySnapshot(ItemSet images, ItemSet captions, int staleImages, int staleCaptions, EmbeddingReader reader)
    {
        (ImageItems, CaptionItems, StaleImages, StaleCaptions) = (images, captions, staleImages, staleCaptions);
        Images = new SearchSet<PackedImages>(
            images.Shortlist,
            (module, places) => reader.ReadImages(images, module, places),
            (places, vectors) => reader.ReadVectors(images, isPicture: true, places, vectors));
        Captions = new SearchSet<PackedCaptions>(
            captions.Shortlist,
            (module, places) => reader.ReadCaptions(captions, module, places),
            (places, vectors) => reader.ReadVectors(captions, isPicture: false, places, vectors));
        _segments = [.. images.Segments().Union(captions.Segments())];
        // They are open: the writer, who makes snapshots, is the one who retires files.
        foreach (var segment in _segments) segment.TryHold();
    }

    /// <summary>The pictures to search in.</summary>
    public SearchSet<PackedImages> Images { get; }

    /// <summary>The captions to search in.</summary>
    public SearchSet<PackedCaptions> Captions { get; }

    /// <summary>Pictures that are left out until they are indexed anew, because another model or detector made their embeddings.</summary>
    public int StaleImages { get; }

    /// <summary>Captions that are left out until they are encoded anew.</summary>
    public int StaleCaptions { get; }

    internal ItemSet ImageItems { get; }

    internal ItemSet CaptionItems { get; }

    /// <summary>The number in the catalogue of the picture at a place.</summary>
    public long ImageNumber(int place) => ImageItems.Items[place].Number;

    /// <summary>The number in the catalogue of the caption at a place.</summary>
    public long CaptionNumber(int place) => CaptionItems.Items[place].Number;

    /// <summary>The places of some pictures, to search among them alone.</summary>
    public PlaceMask ImagesAmong(IReadOnlySet<long> numbers) =>
        PlaceMask.Where(ImageItems.Items.Count, place => numbers.Contains(ImageItems.Items[place].Number));

    /// <summary>The places of some captions, to search among them alone.</summary>
    public PlaceMask CaptionsAmong(IReadOnlySet<long> numbers) =>
        PlaceMask.Where(CaptionItems.Items.Count, place => numbers.Contains(CaptionItems.Items[place].Number));

    /// <summary>Keeps it usable until it is released.</summary>
    /// <returns>False when its last holder has left already.</returns>
    public bool TryHold() => _holders.TryJoin();

    /// <summary>Gives up a hold.</summary>
    public void Release()
    {
        if (!_holders.Leave()) return;
        foreach (var segment in _segments) segment.Release();
    }
}
