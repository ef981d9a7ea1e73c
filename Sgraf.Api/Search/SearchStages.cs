using Sgraf.Api.Telemetry;
using Sgraf.Model.Search;

namespace Sgraf.Api.Search;

/// <summary>The stages that the searcher measures itself.</summary>
internal static class SearchStages
{
    /// <summary>Adds them to those of the request.</summary>
    public static void Add(this StageTimes times, SearchResult result)
    {
        times.Add(Stage.Shortlist, result.ShortlistTime);
        times.Add(Stage.Load, result.LoadTime);
        times.Add(Stage.Score, result.ScoringTime);
    }
}
