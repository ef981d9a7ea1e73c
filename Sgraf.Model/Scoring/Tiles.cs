namespace Sgraf.Model.Scoring;

/// <summary>All pairs of some images and captions, cut into tiles.</summary>
/// <remarks>Captions outermost: a group's words stay in the cache while the images pass by.</remarks>
internal sealed class Tiles
{
    private readonly int _imageCount;
    private readonly IReadOnlyList<CaptionGroup> _groups;
    private readonly int[] _starts;

    /// <param name="imageCount">Images.</param>
    /// <param name="captions">Captions.</param>
    /// <param name="targetRows">Words times images that make a tile.</param>
    /// <param name="threads">Threads that share the tiles: each gets equally many of a group, where there are images enough.</param>
    public Tiles(int imageCount, PackedCaptions captions, int targetRows, int threads)
    {
        (_imageCount, _groups) = (imageCount, captions.Groups);
        _starts = new int[_groups.Count + 1];
        for (var group = 0; group < _groups.Count; group++)
        {
            var perTile = Math.Max(1, targetRows / _groups[group].WordCount);
            var rounds = ((imageCount + perTile - 1L) / perTile + threads - 1) / threads;
            _starts[group + 1] = checked(_starts[group] + (int)Math.Min(imageCount, rounds * threads));
        }
    }

    public int Count => _starts[^1];

    public Tile this[int index]
    {
        get
        {
            var found = Array.BinarySearch(_starts, index);
            var group = found >= 0 ? found : ~found - 1;
            var (place, tiles) = (index - _starts[group], _starts[group + 1] - _starts[group]);
            // As equal as can be, so that no tile is left with one image.
            var first = (int)((long)_imageCount * place / tiles);
            var end = (int)((long)_imageCount * (place + 1) / tiles);
            return new Tile(first, end - first, _groups[group]);
        }
    }
}
