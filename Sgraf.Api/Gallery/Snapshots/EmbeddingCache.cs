namespace Sgraf.Api.Gallery.Snapshots;

/// <summary>Keeps the embeddings and vectors that are wanted often, within a budget of bytes. Any number of threads may use it.</summary>
/// <remarks>
/// While there is room everything is kept. After that only what is wanted a second time while as much else is read as the cache holds:
/// in a large gallery most of what a search reads is not wanted again soon, and would only drive out what is.
/// </remarks>
/// <param name="budget">Bytes at most; 0 keeps nothing.</param>
internal sealed class EmbeddingCache(long budget)
{
    private HashSet<(int Segment, long Offset)> _seen = [], _seenBefore = [];
    private long _seenBytes;
    private readonly Dictionary<(int Segment, long Offset), LinkedListNode<Entry>> _entries = [];
    private readonly LinkedList<Entry> _latestFirst = [];
    private readonly Lock _lock = new();
    private long _hits, _misses;

    /// <summary>Bytes that are kept.</summary>
    public long Bytes { get; private set; }

    /// <summary>How often something was kept when it was wanted, and how often not.</summary>
    public (long Hits, long Misses) Uses => (Volatile.Read(ref _hits), Volatile.Read(ref _misses));

    /// <summary>What is kept under a key; nothing when it is not.</summary>
    public bool TryGet((int Segment, long Offset) key, out ReadOnlyMemory<byte> bytes)
    {
        lock (_lock)
        {
            if (!_entries.TryGetValue(key, out var node))
            {
                _misses++;
                bytes = default;
                return false;
            }
            _hits++;
            _latestFirst.Remove(node);
            _latestFirst.AddFirst(node);
            bytes = node.Value.Bytes;
            return true;
        }
    }

    /// <summary>Takes a copy of something that was read, if it is worth keeping, and lets go of what was not wanted for longest.</summary>
    public void Offer((int Segment, long Offset) key, ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > budget) return;
        lock (_lock)
        {
            if (Bytes + bytes.Length > budget && !WasSeen(key, bytes.Length)) return;
            if (_entries.ContainsKey(key)) return;    // another thread read it meanwhile
            while (Bytes + bytes.Length > budget) Drop(_latestFirst.Last!);
            _entries[key] = _latestFirst.AddFirst(new Entry(key, bytes.ToArray()));
            Bytes += bytes.Length;
        }
    }

    /// <summary>Whether it was read before, not too long ago; now it was.</summary>
    private bool WasSeen((int Segment, long Offset) key, int length)
    {
        if (_seen.Contains(key) || _seenBefore.Contains(key)) return true;
        if ((_seenBytes += length) > budget)
        {
            (_seen, _seenBefore, _seenBytes) = (_seenBefore, _seen, length);
            _seen.Clear();
        }
        _seen.Add(key);
        return false;
    }

    private void Drop(LinkedListNode<Entry> node)
    {
        _latestFirst.Remove(node);
        _entries.Remove(node.Value.Key);
        Bytes -= node.Value.Bytes.Length;
    }

    private readonly record struct Entry((int Segment, long Offset) Key, ReadOnlyMemory<byte> Bytes);
}
