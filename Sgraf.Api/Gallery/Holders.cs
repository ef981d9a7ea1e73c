namespace Sgraf.Api.Gallery;

/// <summary>Counts who holds something that is let go by the last one. It begins with one holder, who made it.</summary>
internal sealed class Holders
{
    private int _count = 1;

    /// <returns>False when the last one has left already.</returns>
    public bool TryJoin()
    {
        for (var count = Volatile.Read(ref _count); count > 0;)
        {
            var found = Interlocked.CompareExchange(ref _count, count + 1, count);
            if (found == count) return true;
            count = found;
        }
        return false;
    }

    /// <returns>Whether this was the last one.</returns>
    public bool Leave() => Interlocked.Decrement(ref _count) == 0;
}
