using Sgraf.Training.Evaluation;

namespace Sgraf.Training.Commands;

/// <summary>What <c>sgraf evaluate --json</c> says.</summary>
/// <param name="Module">The networks that scored: <c>sgr</c>, <c>saf</c>, or <c>sgraf</c> for the mean of both.</param>
/// <param name="Split">The split.</param>
/// <param name="I2t">Image to text; the mean of the folds.</param>
/// <param name="T2i">Text to image.</param>
/// <param name="Rsum">The sum of the six recalls.</param>
/// <param name="Images">Images that were ranked, over all folds.</param>
/// <param name="Captions">Captions that were ranked.</param>
/// <param name="Seconds">Time from the first feature to the last rank.</param>
/// <param name="PairsPerSecond">Pairs of an image and a caption in a second of that time.</param>
/// <param name="Folds">Each fold of five; empty without folds.</param>
internal sealed record EvaluateReport(
    string Module,
    string Split,
    DirectionMetrics I2t,
    DirectionMetrics T2i,
    double Rsum,
    int Images,
    int Captions,
    double Seconds,
    double PairsPerSecond,
    IReadOnlyList<RetrievalMetrics> Folds);
