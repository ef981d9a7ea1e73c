namespace Sgraf.Training.Evaluation;

/// <summary>How much of the best one shortlist keeps for one way to search and one ranking.</summary>
/// <param name="Direction"><c>t2i</c>: images for a caption; <c>i2t</c>: captions for an image.</param>
/// <param name="Module">What ranks: <c>sgr</c>, <c>saf</c>, or <c>sgraf</c> for the mean of both.</param>
/// <param name="Shortlist">Items of the shortlist.</param>
/// <param name="Top">How many of the best by exhaustive ranking are looked for in it.</param>
/// <param name="Kept">The share of them that is in it, 0 to 1, the mean over the queries.</param>
internal sealed record KeptRow(string Direction, string Module, int Shortlist, int Top, double Kept);
