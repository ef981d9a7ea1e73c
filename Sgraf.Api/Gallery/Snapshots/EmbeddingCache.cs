namespace Sgraf.Api.Gallery.Snapshots;

/// <summary>Keeps the embeddings that were read last, within a budget of bytes. Any number of threads may use it.</summary>
/// <param name="budget">Bytes at most; 0 keeps nothing.</param>
internal sealed class EmbeddingCache(long budget)
{
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

    /// <summary>Keeps something, and lets go of what was not wanted for longest.</summary>
    public void Add((int Segment, long Offset) key, ReadOnlyMemory<byte> bytes)
    {
        if (bytes.Length > budget) return;
        lock (_lock)
        {
            if (_entries.ContainsKey(key)) return;    // another thread read it meanwhile
            while (Bytes + bytes.Length > budget) Drop(_latestFirst.Last!);
            _entries[key] = _latestFirst.AddFirst(new Entry(key, bytes));
            Bytes += bytes.Length;
        }
    }

    private void Drop(LinkedListNode<Entry> node)
    {
        _latestFirst.Remove(node);
        _entries.Remove(node.Value.Key);
        Bytes -= node.Value.Bytes.Length;
    }

    private readonly record struct Entry((int Segment, long Offset) Key, ReadOnlyMemory<byte> Bytes);
}
