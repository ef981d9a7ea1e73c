namespace Sgraf.Api.Score;

/// <summary>The scores of all pairs, and what became of each picture and text.</summary>
/// <param name="Images">The pictures, in the order of the request.</param>
/// <param name="Texts">The texts, in the order of the request.</param>
/// <param name="Pairs">Every picture with every text, but for those that could not be used.</param>
/// <param name="Timings">Where the time went.</param>
internal sealed record ScoreResult(
    IReadOnlyList<ScoredImage> Images, IReadOnlyList<ScoredText> Texts, IReadOnlyList<ScoredPair> Pairs, ScoreTimings Timings);
