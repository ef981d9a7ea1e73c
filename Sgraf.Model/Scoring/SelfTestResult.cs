using Sgraf.Model.Bundles;

namespace Sgraf.Model.Scoring;

/// <summary>A bundle's self-test beside what came of repeating it.</summary>
/// <param name="Test">What the bundle records.</param>
/// <param name="Found">The score of each network now.</param>
public sealed record SelfTestResult(SelfTest Test, IReadOnlyDictionary<SimilarityModule, float> Found)
{
    /// <summary>Whether every network gives its recorded score, within the recorded tolerance.</summary>
    public bool Passed => Test.Scores.All(score => Math.Abs((double)Found[score.Key] - score.Value) <= Test.Tolerance);
}
