namespace Sgraf.Api.Gallery.Snapshots;

/// <summary>An immutable list that shares its memory with the longer lists made from it.</summary>
/// <remarks>One thread at a time makes lists, each from the last one or from one before a list that was given up; any number read.</remarks>
internal sealed class GrowingList<T>
{
    private readonly T[] _items;

    private GrowingList(T[] items, int count) => (_items, Count) = (items, count);

    /// <summary>A list of nothing.</summary>
    public static GrowingList<T> Empty { get; } = new([], 0);

    public int Count { get; }

    public ReadOnlySpan<T> Items => _items.AsSpan(0, Count);

    public T this[int place] => Items[place];

    /// <summary>The same items and some behind them.</summary>
    public GrowingList<T> With(IReadOnlyList<T> added)
    {
        var (items, count) = (_items, Count + added.Count);
        if (count > items.Length)
        {
            items = new T[Math.Max(count, 2 * Count)];
            Items.CopyTo(items);
        }
        for (var i = 0; i < added.Count; i++) items[Count + i] = added[i];
        return new GrowingList<T>(items, count);
    }

    /// <summary>The items in memory of their own, each as a function gives it back.</summary>
    public GrowingList<T> Select(Func<T, T> change)
    {
        var items = new T[Count];
        for (var i = 0; i < Count; i++) items[i] = change(_items[i]);
        return new GrowingList<T>(items, Count);
    }
}
