using Sgraf.Api.Gallery.Segments;
using Sgraf.Api.Gallery.Snapshots;

namespace Sgraf.Api.Gallery.Writing;

/// <summary>Changes a set step by step; additions that follow each other are made at once, and so are removals.</summary>
/// <param name="set">What it begins with.</param>
internal sealed class ItemSetBuilder(ItemSet set)
{
    private readonly List<StoredItem> _added = [];
    private readonly List<float[]> _vectors = [];
    private readonly HashSet<long> _removed = [];

    public void Add(StoredItem item, float[] vector)
    {
        if (_removed.Count > 0) Flush();
        _added.Add(item);
        _vectors.Add(vector);
    }

    public void Remove(long number)
    {
        if (_added.Count > 0) Flush();
        _removed.Add(number);
    }

    public void Move(SegmentFile from, SegmentFile? to, IReadOnlyDictionary<long, RecordLocation> moves)
    {
        Flush();
        set = set.Moved(from, to, moves);
    }

    public ItemSet Build()
    {
        Flush();
        return set;
    }

    private void Flush()
    {
        set = set.Without(_removed).With([.. _added], _vectors.SelectMany(vector => vector).ToArray());
        _removed.Clear();
        _added.Clear();
        _vectors.Clear();
    }
}
