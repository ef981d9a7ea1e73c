using Sgraf.Model.Bundles;
using Sgraf.Model.Scoring;

namespace Sgraf.Api.Inference;

/// <summary>What the model made of the pair that its bundle records.</summary>
/// <param name="Passed">Whether the score of every network is the recorded one; true where none is recorded.</param>
/// <param name="Expected">The recorded score, the mean of the networks; null where the bundle records none.</param>
/// <param name="Found">The score that this machine found; of a pair of the service's own where the bundle records none.</param>
internal sealed record SelfTestReport(bool Passed, double? Expected, double Found)
{
    /// <param name="result">What repeating the recorded test gave; null where none is recorded.</param>
    /// <param name="rehearsed">What the service's own pair gave.</param>
    public static SelfTestReport Of(SelfTestResult? result, IReadOnlyDictionary<SimilarityModule, float> rehearsed) => result is null
        ? new SelfTestReport(Passed: true, Expected: null, rehearsed.Values.Average())
        : new SelfTestReport(result.Passed, result.Test.Scores.Values.Average(), result.Found.Values.Average());
}
