namespace Sgraf.Model.Encoding;

/// <summary>Which captions share the projections of their words, and which of those walk through the layers together.</summary>
internal static class CaptionPlan
{
    /// <summary>Different words that are projected at once: 113 MB at the published sizes.</summary>
    private const int MostProjections = 4608;

    /// <summary>Captions of a batch at most: nine full blocks of rows.</summary>
    private const int MostCaptions = 126;

    /// <summary>Two full blocks of rows; fewer are not worth a batch of their own.</summary>
    private const int FewestCaptions = 28;

    /// <summary>Words of a batch, unless one caption alone has more: 50 MB of working memory at the published sizes.</summary>
    private const int MostWords = 2048;

    /// <summary>Sets to encode one after the other, each in batches that keep all processors busy to its end.</summary>
    /// <param name="captions">All captions.</param>
    /// <param name="longestFirst">Their order by length: neighbours end at nearly the same step.</param>
    /// <param name="processors">How many batches run side by side.</param>
    public static IEnumerable<CaptionSet> Make(IReadOnlyList<int[]> captions, int[] longestFirst, int processors)
    {
        for (var first = 0; first < longestFirst.Length;)
        {
            var members = new ArraySegment<int>(longestFirst, first, CountSet(captions, longestFirst.AsSpan(first), processors));
            var set = new CaptionSet(captions, members);
            foreach (var batch in Cut(captions, members, processors))
                set.Batches.Add(new CaptionBatch(captions, batch, set.Places));
            yield return set;
            first += members.Count;
        }
    }

    /// <summary>As many captions as their different words allow, in whole rounds of full batches where that is possible.</summary>
    private static int CountSet(IReadOnlyList<int[]> captions, ReadOnlySpan<int> longestFirst, int processors)
    {
        var words = new HashSet<int>();
        var round = processors * MostCaptions;
        for (var count = 0; count < longestFirst.Length; count++)
        {
            words.UnionWith(captions[longestFirst[count]]);
            if (words.Count > MostProjections)
                return Math.Max(1, count < round ? count : count - count % round);
        }
        return longestFirst.Length;
    }

    private static IEnumerable<ArraySegment<int>> Cut(IReadOnlyList<int[]> captions, ArraySegment<int> members, int processors)
    {
        var turns = DivideUp(members.Count, processors * MostCaptions);
        var batches = Math.Min(turns * processors, Math.Max(DivideUp(members.Count, MostCaptions), members.Count / FewestCaptions));
        for (int first = 0, end = 0; first < members.Count; first = end)
        {
            var most = DivideUp(members.Count, batches);
            for (var words = 0; end < members.Count && end - first < most; end++)
            {
                words += captions[members[end]].Length;
                if (words > MostWords && end > first)
                    break;
            }
            yield return members[first..end];
        }
    }

    private static int DivideUp(int dividend, int divisor) => (dividend + divisor - 1) / divisor;
}
