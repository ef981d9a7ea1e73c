namespace Sgraf.Training.Evaluation;

/// <summary>How well one direction of retrieval does.</summary>
/// <param name="R1">Share of queries whose answer comes first, in percent.</param>
/// <param name="R5">Share among the first five.</param>
/// <param name="R10">Share among the first ten.</param>
/// <param name="Medr">Median rank, from 1; rounded down.</param>
/// <param name="Meanr">Mean rank, from 1.</param>
internal sealed record DirectionMetrics(double R1, double R5, double R10, double Medr, double Meanr)
{
    /// <param name="ranks">How many wrong answers come before the right one, for each query.</param>
    public static DirectionMetrics Of(ReadOnlySpan<int> ranks)
    {
        var sorted = ranks.ToArray();
        Array.Sort(sorted);
        double Below(int rank) => 100.0 * sorted.Count(found => found < rank) / sorted.Length;
        var median = (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2.0;
        return new DirectionMetrics(Below(1), Below(5), Below(10), Math.Floor(median) + 1, sorted.Average() + 1);
    }

    /// <summary>The mean of several folds, figure by figure.</summary>
    public static DirectionMetrics Mean(IReadOnlyCollection<DirectionMetrics> folds) => new(
        folds.Average(fold => fold.R1), folds.Average(fold => fold.R5), folds.Average(fold => fold.R10),
        folds.Average(fold => fold.Medr), folds.Average(fold => fold.Meanr));
}
