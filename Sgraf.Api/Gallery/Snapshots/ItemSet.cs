using Sgraf.Api.Gallery.Segments;
using Sgraf.Model.Search;

namespace Sgraf.Api.Gallery.Snapshots;

/// <summary>The pictures or the captions of a snapshot, each at a place that it keeps until the set is packed.</summary>
/// <param name="Shortlist">Chooses among them.</param>
/// <param name="Items">Where their embeddings and vectors lie.</param>
internal sealed record ItemSet(Shortlist Shortlist, GrowingList<StoredItem> Items)
{
    /// <summary>Gaps that are not worth closing.</summary>
    private const int GapsAllowed = 1024;

    /// <summary>A set of nothing.</summary>
    public static ItemSet Empty(int vectorSize) => new(new Shortlist(ReadOnlyMemory<float>.Empty, vectorSize), GrowingList<StoredItem>.Empty);

    /// <summary>How many can be found.</summary>
    public int Count => Shortlist.Count;

    /// <summary>The same and further ones.</summary>
    /// <param name="items">Where their embeddings and vectors lie.</param>
    /// <param name="vectors">(n, K)</param>
    public ItemSet With(IReadOnlyList<StoredItem> items, ReadOnlySpan<float> vectors) =>
        items.Count == 0 ? this : new ItemSet(Shortlist.With(vectors), Items.With(items));

    /// <summary>The same and a block of further ones.</summary>
    /// <param name="items">Where their embeddings and vectors lie.</param>
    /// <param name="vectors">Their vectors; nothing may be added to them from now on.</param>
    public ItemSet WithBlock(IReadOnlyList<StoredItem> items, QuantizedVectors vectors) =>
        items.Count == 0 ? this : new ItemSet(Shortlist.WithBlock(vectors), Items.With(items));

    /// <summary>The same but for some; where gaps are many, the others move together.</summary>
    public ItemSet Without(IReadOnlySet<long> numbers)
    {
        if (numbers.Count == 0) return this;
        var gone = Enumerable.Range(0, Items.Count).Where(place => numbers.Contains(Items[place].Number)).ToArray();
        var fewer = this with { Shortlist = Shortlist.Without(gone) };
        return fewer.Items.Count > GapsAllowed + 2 * fewer.Count ? fewer.Pack() : fewer;
    }

    /// <summary>The same, where the records of a segment lie in another now; items whose records did not move are gone already.</summary>
    public ItemSet Moved(SegmentFile from, SegmentFile? to, IReadOnlyDictionary<long, RecordLocation> moves) => this with
    {
        Items = Items.Select(item => item with
        {
            Embeddings = item.Embeddings.Moved(from, to, moves),
            Vector = item.Vector.Moved(from, to, moves),
        }),
    };

    /// <summary>Whether a picture or caption can be found, and at which place.</summary>
    public bool TryFind(long number, out int place)
    {
        var items = Items.Items;
        for (place = items.Length - 1; place >= 0; place--)
            if (items[place].Number == number && Shortlist.CanFind(place)) return true;
        return false;
    }

    /// <summary>The files that its embeddings and vectors lie in.</summary>
    public IEnumerable<SegmentFile> Segments()
    {
        var files = new HashSet<SegmentFile>();
        SegmentFile? last = null, lastOfVectors = null;
        foreach (var item in Items.Items)
        {
            if (item.Embeddings.File is { } file && file != last) files.Add(last = file);
            if (item.Vector.File is { } ofVector && ofVector != lastOfVectors) files.Add(lastOfVectors = ofVector);
        }
        return files;
    }

    private ItemSet Pack()
    {
        StoredItem[] kept = [.. Enumerable.Range(0, Items.Count).Where(Shortlist.CanFind).Select(place => Items[place])];
        return new ItemSet(Shortlist.Compact(), GrowingList<StoredItem>.Empty.With(kept));
    }
}
