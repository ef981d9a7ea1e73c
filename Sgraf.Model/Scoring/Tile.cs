namespace Sgraf.Model.Scoring;

/// <summary>Some images and one group of captions: the piece of work that one thread does at a time.</summary>
internal readonly record struct Tile(int FirstImage, int ImageCount, CaptionGroup Captions)
{
    /// <summary>Cuts all pairs into tiles. Captions outermost: a group's words stay in the cache while the images pass by.</summary>
    public static List<Tile> Cover(int imageCount, PackedCaptions captions)
    {
        List<Tile> tiles = [];
        foreach (var group in captions.Groups)
        {
            var rest = (imageCount + TileScorer.ImagesPerTile(group) - 1) / TileScorer.ImagesPerTile(group);
            for (var first = 0; first < imageCount; rest--)
            {
                // As equal as can be, so that no tile is left with one image.
                var count = (imageCount - first + rest - 1) / rest;
                tiles.Add(new Tile(first, count, group));
                first += count;
            }
        }
        return tiles;
    }
}
