namespace Sgraf.Training.Evaluation;

/// <summary>How well images find their captions and captions their images.</summary>
/// <param name="I2t">Image to text: the best of an image's captions counts.</param>
/// <param name="T2i">Text to image.</param>
internal sealed record RetrievalMetrics(DirectionMetrics I2t, DirectionMetrics T2i)
{
    /// <summary>The sum of the six recalls, at most 600.</summary>
    public double Rsum => I2t.R1 + I2t.R5 + I2t.R10 + T2i.R1 + T2i.R5 + T2i.R10;

    /// <summary>The metrics of a matrix of scores.</summary>
    public static RetrievalMetrics Of(RetrievalRanks ranks) => new(DirectionMetrics.Of(ranks.I2t), DirectionMetrics.Of(ranks.T2i));

    /// <summary>The mean of several folds, figure by figure.</summary>
    public static RetrievalMetrics Mean(IReadOnlyCollection<RetrievalMetrics> folds) =>
        new(DirectionMetrics.Mean([.. folds.Select(fold => fold.I2t)]), DirectionMetrics.Mean([.. folds.Select(fold => fold.T2i)]));
}
