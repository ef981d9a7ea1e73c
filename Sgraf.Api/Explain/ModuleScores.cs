namespace Sgraf.Api.Explain;

/// <summary>The scores of a pair, each in [0, 1].</summary>
/// <param name="Sgr">By SGR; null where it had no part.</param>
/// <param name="Saf">By SAF; null where it had no part.</param>
/// <param name="Score">Their mean, or the only one.</param>
internal sealed record ModuleScores(float? Sgr, float? Saf, float Score)
{
    public static ModuleScores Of(float? sgr, float? saf) => new(sgr, saf, sgr is { } one && saf is { } other ? (one + other) * 0.5f : sgr ?? saf ?? 0);
}
