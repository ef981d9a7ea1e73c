namespace Sgraf.Model.Search;

/// <summary>Adds up over queries which share of the best items by the scorer a shortlist keeps.</summary>
public sealed class ShortlistAudit
{
    private static readonly int[] Sizes = [50, 100, 200, 500];
    private static readonly int[] Depths = [1, 10, 50];

    private readonly double[,] _kept = new double[Sizes.Length, Depths.Length];

    /// <summary>Items of the longest shortlist that is looked at.</summary>
    public static int LargestShortlist => Sizes[^1];

    /// <summary>Queries so far.</summary>
    public int Queries { get; private set; }

    /// <summary>The mean share of the best items that each shortlist keeps.</summary>
    public IReadOnlyList<KeptShare> Shares =>
    [
        .. from size in Enumerable.Range(0, Sizes.Length)
           from depth in Enumerable.Range(0, Depths.Length)
           select new KeptShare(Sizes[size], Depths[depth], Queries == 0 ? 1 : _kept[size, depth] / Queries),
    ];

    /// <summary>Takes one query into account.</summary>
    /// <param name="shortlist">The items that the first stage found, best first: <see cref="LargestShortlist"/>, or all.</param>
    /// <param name="scores">The scorer's score of every item.</param>
    public void Add(ReadOnlySpan<int> shortlist, ReadOnlySpan<float> scores)
    {
        var best = Best(scores);
        Queries++;
        for (var size = 0; size < Sizes.Length; size++)
        {
            var kept = new HashSet<int>(shortlist[..Math.Min(Sizes[size], shortlist.Length)].ToArray());
            for (var depth = 0; depth < Depths.Length; depth++)
            {
                var top = best.Take(Depths[depth]).ToArray();
                _kept[size, depth] += top.Length == 0 ? 1 : (double)top.Count(kept.Contains) / top.Length;
            }
        }
    }

    private static int[] Best(ReadOnlySpan<float> scores)
    {
        var best = new BestKeys(Depths[^1]);
        for (var index = 0; index < scores.Length; index++)
            best.Offer(RankKey.Of(scores[index], index));
        return Array.ConvertAll(BestKeys.Merge([best], Depths[^1]), RankKey.IndexOf);
    }
}
