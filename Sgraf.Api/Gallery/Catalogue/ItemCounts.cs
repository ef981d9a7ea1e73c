namespace Sgraf.Api.Gallery.Catalogue;

/// <summary>What became of the items of a job.</summary>
/// <param name="Added">Those that were added.</param>
/// <param name="Existing">Those that the gallery had.</param>
/// <param name="Failed">Those that cannot be added.</param>
internal readonly record struct ItemCounts(int Added, int Existing, int Failed)
{
    /// <summary>Those that do not wait any more.</summary>
    public int Done => Added + Existing + Failed;

    /// <summary>The same with one more.</summary>
    public ItemCounts With(ItemState state) => state switch
    {
        ItemState.Added => this with { Added = Added + 1 },
        ItemState.Existing => this with { Existing = Existing + 1 },
        ItemState.Failed => this with { Failed = Failed + 1 },
        _ => this,
    };
}
