using Sgraf.Training.Evaluation;

namespace Sgraf.Training.Ablation;

/// <summary>One line of an ablation's table: the mean of all seeds.</summary>
/// <param name="Name">The variant, with the module where it has several, for example <c>joint.sgr</c>; <c>sgraf</c> for the mean of SGR and SAF trained apart.</param>
/// <param name="Title">What it is.</param>
/// <param name="Seeds">The seeds that are done.</param>
/// <param name="I2t">Image to text.</param>
/// <param name="T2i">Text to image.</param>
/// <param name="Rsum">The sum of the six recalls.</param>
/// <param name="RsumDeviation">Its standard deviation over the seeds; null for one seed.</param>
/// <param name="Rsums">Of each seed.</param>
/// <param name="BestEpochs">Of each seed, the epoch whose weights were measured; of <c>sgraf</c>, SGR's.</param>
/// <param name="Seconds">Time of a training, the mean of the seeds; of <c>sgraf</c>, of both together.</param>
internal sealed record AblationRow(
    string Name, string Title, IReadOnlyList<int> Seeds, DirectionMetrics I2t, DirectionMetrics T2i, double Rsum, double? RsumDeviation,
    IReadOnlyList<double> Rsums, IReadOnlyList<int> BestEpochs, double Seconds)
{
    /// <param name="name">The variant.</param>
    /// <param name="title">What it is.</param>
    /// <param name="seeds">The seeds.</param>
    /// <param name="metrics">Of each seed.</param>
    /// <param name="runs">The runs behind them.</param>
    public static AblationRow Of(
        string name, string title, IReadOnlyList<int> seeds, IReadOnlyList<RetrievalMetrics> metrics, IReadOnlyList<VariantResult> runs)
    {
        var mean = RetrievalMetrics.Mean([.. metrics]);
        double[] rsums = [.. metrics.Select(seed => seed.Rsum)];
        double? deviation = rsums.Length == 1 ? null : Math.Sqrt(rsums.Sum(rsum => (rsum - mean.Rsum) * (rsum - mean.Rsum)) / (rsums.Length - 1));
        return new AblationRow(
            name, title, seeds, mean.I2t, mean.T2i, mean.Rsum, deviation, rsums, [.. runs.Select(run => run.BestEpoch)],
            Math.Round(runs.Sum(run => run.Seconds) / seeds.Count, 1));
    }
}
