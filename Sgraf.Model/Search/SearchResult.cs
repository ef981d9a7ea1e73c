namespace Sgraf.Model.Search;

/// <summary>What a search found, and where its time went.</summary>
/// <param name="Hits">All candidates, best first; of equal scores the one that comes first in the set is the better.</param>
/// <param name="ShortlistTime">Time of the first stage.</param>
/// <param name="LoadTime">Time to bring the candidates' embeddings.</param>
/// <param name="ScoringTime">Time to score them.</param>
public sealed record SearchResult(IReadOnlyList<SearchHit> Hits, TimeSpan ShortlistTime, TimeSpan LoadTime, TimeSpan ScoringTime);
