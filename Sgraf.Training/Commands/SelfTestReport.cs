using Sgraf.Model.Scoring;

namespace Sgraf.Training.Commands;

/// <summary>What <c>sgraf inspect --json</c> says of a bundle's self-test.</summary>
/// <param name="Passed">Whether this machine finds the recorded scores.</param>
/// <param name="Tolerance">How far a score may lie from the recorded one.</param>
/// <param name="Scores">The score of each network.</param>
internal sealed record SelfTestReport(bool Passed, double Tolerance, IReadOnlyList<SelfTestScore> Scores)
{
    public static SelfTestReport Of(SelfTestResult result) => new(
        result.Passed,
        result.Test.Tolerance,
        [.. result.Test.Scores.Select(score => new SelfTestScore(score.Key.ToString().ToLowerInvariant(), score.Value, result.Found[score.Key]))]);

    /// <summary>One line for people.</summary>
    public override string ToString() => Passed
        ? $"passed ({string.Join(", ", Scores.Select(score => $"{score.Module} {score.Found:F6}"))})"
        : $"FAILED ({string.Join(", ", Scores.Select(score => $"{score.Module} expected {score.Expected:F6}, found {score.Found:F6}"))}): "
            + "the files are not those that were written together; write or copy the bundle again";
}
