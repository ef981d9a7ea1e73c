using Sgraf.Model.Bundles;
using Sgraf.Training.Evaluation;

namespace Sgraf.Training.Distillation;

/// <summary>One way to make a bundle's shortlists, and what it keeps.</summary>
/// <param name="Name">Where its vectors come from, for example <see cref="Globals"/>.</param>
/// <param name="Head">The weights that a bundle stores for it; null for global vectors as they are.</param>
/// <param name="Size">K: values of a vector, which is what a search costs.</param>
/// <param name="Rows">What it keeps.</param>
internal sealed record ShortlistCandidate(
    string Name, IReadOnlyDictionary<string, WeightTensor>? Head, int Size, IReadOnlyList<KeptRow> Rows)
{
    /// <summary>The networks' global vectors: needs no training.</summary>
    public const string Globals = "globals";

    /// <summary>The projections that the bundle came with.</summary>
    public const string Present = "present";

    /// <summary>The dual encoder that the bundle came with.</summary>
    public const string Dual = "dual";

    /// <summary>Projections trained against the scorer.</summary>
    public const string Distilled = "distilled";

    /// <summary>The shortlists by which candidates are compared: as short as a search would like them.</summary>
    private const int Shortest = 50, Longest = 100, Top = 10;

    /// <summary>The share of the best ten that a shortlist of 50 and one of 100 keep, the mean of both and of both directions.</summary>
    /// <remarks>Of the mean of both networks where there are two.</remarks>
    public double Share => Deciding.Where(row => row.Top == Top).Average(row => row.Kept);

    /// <summary>Its figures as a bundle's notes hold them, in percent.</summary>
    /// <param name="split">The split that they were measured on.</param>
    public IEnumerable<KeyValuePair<string, double>> Metrics(string split) => Deciding.Where(row => row.Top <= Top).Select(row =>
        KeyValuePair.Create($"{MetricsOf(split)}{row.Shortlist}.{row.Direction}.top{row.Top}", Math.Round(100 * row.Kept, 2)));

    /// <summary>How the names of a split's figures begin.</summary>
    public static string MetricsOf(string split) => $"{split}.shortlist";

    /// <summary>The best of them; of equal ones that with the shortest vectors, then the first.</summary>
    public static ShortlistCandidate Best(IEnumerable<ShortlistCandidate> candidates) =>
        candidates.OrderByDescending(candidate => candidate.Share).ThenBy(candidate => candidate.Size).First();

    private IEnumerable<KeptRow> Deciding => Rows.Where(row => row.Module == Rows[^1].Module && row.Shortlist is Shortest or Longest);
}
