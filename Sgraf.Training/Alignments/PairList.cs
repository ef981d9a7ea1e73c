namespace Sgraf.Training.Alignments;

/// <summary>Pairs of an image and a caption that are aligned together.</summary>
internal sealed class PairList
{
    private PairList((int Image, int Caption)[] pairs, PairRun[] runs) => (Pairs, Runs) = (pairs, runs);

    /// <summary>The pairs, those of a run together.</summary>
    public IReadOnlyList<(int Image, int Caption)> Pairs { get; }

    /// <summary>The runs, which cover all pairs.</summary>
    public IReadOnlyList<PairRun> Runs { get; }

    /// <summary>Every image with each of some captions, a run a caption.</summary>
    /// <param name="imageCount">B.</param>
    /// <param name="captions">The captions.</param>
    /// <param name="lengths">L of each caption of the batch.</param>
    public static PairList All(int imageCount, IReadOnlyList<int> captions, IReadOnlyList<int> lengths) => new(
        [.. captions.SelectMany(caption => Enumerable.Range(0, imageCount).Select(image => (image, caption)))],
        [.. captions.Select((caption, run) => new PairRun(run * imageCount, imageCount, lengths[caption] + 1))]);

    /// <summary>Some pairs, a run a length.</summary>
    /// <param name="pairs">The pairs, in any order.</param>
    /// <param name="lengths">L of each caption of the batch.</param>
    public static PairList Of(IEnumerable<(int Image, int Caption)> pairs, IReadOnlyList<int> lengths)
    {
        (int Image, int Caption)[] sorted =
            [.. pairs.OrderByDescending(pair => lengths[pair.Caption]).ThenBy(pair => pair.Caption).ThenBy(pair => pair.Image)];
        var runs = new List<PairRun>();
        foreach (var (length, count) in sorted.CountBy(pair => lengths[pair.Caption]))      // in the order of the pairs
            runs.Add(new PairRun(runs.Count == 0 ? 0 : runs[^1].First + runs[^1].Count, count, length + 1));
        return new PairList(sorted, [.. runs]);
    }

    /// <summary>The pairs of some runs.</summary>
    public PairList Only(IReadOnlyList<int> runs)
    {
        var (pairs, kept) = (new List<(int, int)>(), new List<PairRun>());
        foreach (var run in runs.Select(run => Runs[run]))
        {
            kept.Add(run with { First = pairs.Count });
            pairs.AddRange(Pairs.Skip(run.First).Take(run.Count));
        }
        return new PairList([.. pairs], [.. kept]);
    }
}
