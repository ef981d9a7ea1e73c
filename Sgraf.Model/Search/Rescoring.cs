using System.Buffers;
using System.Runtime.Intrinsics;

namespace Sgraf.Model.Search;

/// <summary>Compares vectors with a query again, in single precision.</summary>
internal static class Rescoring
{
    /// <summary>Vectors in memory at once: 8 MB at the published sizes.</summary>
    private const int BlockSize = 1024;

    /// <summary>Ranks places by the products of their vectors with a query.</summary>
    /// <param name="keys">The places; the keys are overwritten.</param>
    /// <param name="query">(K)</param>
    /// <param name="vectors">Brings the vectors.</param>
    /// <param name="cancellation">Stops between two blocks.</param>
    /// <returns>Best first; of equal products the first place first.</returns>
    public static ShortlistHit[] Rank(ulong[] keys, ReadOnlySpan<float> query, VectorReader vectors, CancellationToken cancellation)
    {
        var places = Array.ConvertAll(keys, RankKey.IndexOf);
        var hits = new ShortlistHit[keys.Length];
        var room = ArrayPool<float>.Shared.Rent(checked(Math.Min(BlockSize, places.Length) * query.Length));
        try
        {
            for (var first = 0; first < places.Length; first += BlockSize)
            {
                cancellation.ThrowIfCancellationRequested();
                var block = places.AsMemory(first, Math.Min(BlockSize, places.Length - first));
                vectors(block, room.AsMemory(0, block.Length * query.Length));
                for (var i = 0; i < block.Length; i++)
                    hits[first + i] = new ShortlistHit(block.Span[i], Product(room.AsSpan(i * query.Length, query.Length), query));
            }
        }
        finally
        {
            ArrayPool<float>.Shared.Return(room);
        }
        for (var i = 0; i < hits.Length; i++) keys[i] = RankKey.Of(hits[i].Product, hits[i].Index);
        Array.Sort(keys, hits);
        Array.Reverse(hits);
        return hits;
    }

    /// <summary>The inner product of a vector with a query, added up in the same order on every machine, so that rounding is the same too.</summary>
    private static float Product(ReadOnlySpan<float> vector, ReadOnlySpan<float> query)
    {
        Vector512<float> sums = default;
        var whole = vector.Length - vector.Length % Vector512<float>.Count;
        for (var i = 0; i < whole; i += Vector512<float>.Count)
            sums += Vector512.Create(vector[i..]) * Vector512.Create(query[i..]);
        var halves = sums.GetLower() + sums.GetUpper();
        var quarters = halves.GetLower() + halves.GetUpper();
        var sum = quarters[0] + quarters[1] + (quarters[2] + quarters[3]);
        for (var i = whole; i < vector.Length; i++)
            sum += vector[i] * query[i];
        return sum;
    }
}
