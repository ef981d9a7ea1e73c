using Sgraf.Api.Telemetry;

namespace Sgraf.Api.Search;

/// <summary>Where the time of a search went, in milliseconds.</summary>
/// <param name="Decode">From the picture's file to pixels.</param>
/// <param name="Regions">From pixels to regions.</param>
/// <param name="Encode">From regions and words to embeddings.</param>
/// <param name="Shortlist">Choosing candidates by their vectors.</param>
/// <param name="Load">Bringing the candidates' embeddings.</param>
/// <param name="Score">Ranking the candidates exactly.</param>
/// <param name="Explain">Explaining hits.</param>
/// <param name="Total">All of it, with waiting.</param>
internal sealed record SearchTimings(
    double Decode, double Regions, double Encode, double Shortlist, double Load, double Score, double Explain, double Total)
{
    public static SearchTimings Of(StageTimes times) => new(
        times[Stage.Decode], times[Stage.Regions], times[Stage.Encode], times[Stage.Shortlist], times[Stage.Load], times[Stage.Score],
        times[Stage.Explain], times.Total);
}
