namespace Sgraf.Api.Search;

/// <summary>How much of the best a shortlist keeps.</summary>
/// <param name="Direction">t2i: pictures for a sentence; i2t: sentences for a picture.</param>
/// <param name="Module">What ranked: sgr, saf or sgraf.</param>
/// <param name="Shortlist">Candidates of the shortlist.</param>
/// <param name="Top">How many of the best by the exact scorer are looked for in it.</param>
/// <param name="Kept">The share of them that is in it, 0 to 1, the mean over the queries.</param>
internal sealed record AuditRow(string Direction, string Module, int Shortlist, int Top, double Kept);
