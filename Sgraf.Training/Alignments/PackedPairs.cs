using Sgraf.Model.Scoring;

namespace Sgraf.Training.Alignments;

/// <summary>Pairs in tiles: image by image, the captions of each in groups.</summary>
internal sealed class PackedPairs : IDisposable
{
    private readonly List<CaptionGroup> _groups = [];

    /// <param name="pairs">The pairs.</param>
    /// <param name="batch">The batch that they are of.</param>
    public PackedPairs(PairList pairs, PackedBatch batch)
    {
        var ofImage = Enumerable.Range(0, pairs.Pairs.Count).ToLookup(pair => pairs.Pairs[pair].Image);
        var tiles = new IReadOnlyList<PairTile>[batch.ImageCount];
        int[] packed = [];
        IReadOnlyList<(CaptionGroup Group, int[] Captions)> groups = [];
        for (var image = 0; image < batch.ImageCount; image++)
        {
            int[] members = [.. ofImage[image].OrderBy(pair => pairs.Pairs[pair].Caption)];
            var captions = Array.ConvertAll(members, pair => pairs.Pairs[pair].Caption);
            if (!captions.SequenceEqual(packed))    // all pairs: the captions of each image are the same
            {
                (packed, groups) = (captions, batch.Pack(captions));
                _groups.AddRange(groups.Select(group => group.Group));
            }
            tiles[image] = [.. Cut(image, members, groups)];
        }
        Tiles = tiles;
    }

    /// <summary>The tiles of each image.</summary>
    public IReadOnlyList<IReadOnlyList<PairTile>> Tiles { get; }

    /// <inheritdoc />
    public void Dispose()
    {
        foreach (var group in _groups) group.Dispose();
    }

    private static IEnumerable<PairTile> Cut(int image, int[] pairs, IReadOnlyList<(CaptionGroup Group, int[] Captions)> groups)
    {
        var first = 0;
        foreach (var (group, captions) in groups)
        {
            yield return new PairTile(image, group, captions, pairs[first..(first + captions.Length)]);
            first += captions.Length;
        }
    }
}
