using Sgraf.Api.Reading;

namespace Sgraf.Api.Search;

/// <summary>How the shortlist is to be measured.</summary>
internal sealed record AuditRequest
{
    public const int MostQueries = 10_000, UsualQueries = 50;

    /// <summary>Captions to find pictures with, and pictures to find captions with: 1 to 10,000, 50 by default; fewer where the gallery is large.</summary>
    public int? Queries { get; init; }

    /// <summary>Start of their random choice; the same seed chooses the same of an unchanged gallery.</summary>
    public int Seed { get; init; }

    /// <summary>Reads JSON.</summary>
    public static ValueTask<AuditRequest> BindAsync(HttpContext context) => RequestBody.ReadJsonAsync<AuditRequest>(context);
}
