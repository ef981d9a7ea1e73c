using System.Runtime.CompilerServices;

namespace Sgraf.Model.Search;

/// <summary>The best few of many keys, kept in a heap.</summary>
/// <param name="capacity">How many are kept.</param>
internal sealed class BestKeys(int capacity)
{
    private readonly PriorityQueue<ulong, ulong> _kept = new(capacity);
    private ulong _worst;

    /// <summary>Keeps a key if it is better than the worst one kept.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Offer(ulong key)
    {
        if (key > _worst) Keep(key);
    }

    /// <summary>The keys kept, best first.</summary>
    public static ulong[] Merge(IEnumerable<BestKeys> parts, int count) =>
        [.. parts.SelectMany(part => part._kept.UnorderedItems).Select(item => item.Element).OrderDescending().Take(count)];

    private void Keep(ulong key)
    {
        if (_kept.Count < capacity) _kept.Enqueue(key, key);
        else _kept.EnqueueDequeue(key, key);
        if (_kept.Count == capacity) _worst = _kept.Peek();
    }
}
