using Sgraf.Api.Telemetry;

namespace Sgraf.Api.Score;

/// <summary>Where the time of a request went, in milliseconds.</summary>
/// <param name="Decode">From files to pixels.</param>
/// <param name="Regions">From pixels to regions.</param>
/// <param name="Encode">From regions and words to embeddings.</param>
/// <param name="Load">Bringing pictures of the gallery.</param>
/// <param name="Score">Scoring pairs.</param>
/// <param name="Explain">Explaining pairs.</param>
/// <param name="Total">All of it, with waiting.</param>
internal sealed record ScoreTimings(double Decode, double Regions, double Encode, double Load, double Score, double Explain, double Total)
{
    public static ScoreTimings Of(StageTimes times) => new(
        times[Stage.Decode], times[Stage.Regions], times[Stage.Encode], times[Stage.Load], times[Stage.Score], times[Stage.Explain], times.Total);
}
