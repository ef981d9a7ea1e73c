using System.ComponentModel.DataAnnotations;
using Sgraf.Api.Reading;

namespace Sgraf.Api.Search;

/// <summary>How the shortlist is to be measured.</summary>
internal sealed record AuditRequest
{
    public const int MostQueries = 10_000;

    /// <summary>Captions to find pictures with, and pictures to find captions with; fewer where the gallery is large.</summary>
    [Range(1, MostQueries)] public int Queries { get; init; } = 50;

    /// <summary>Start of their random choice; the same seed chooses the same of an unchanged gallery.</summary>
    public int Seed { get; init; }

    /// <summary>Reads JSON.</summary>
    public static ValueTask<AuditRequest> BindAsync(HttpContext context) => RequestBody.ReadJsonAsync<AuditRequest>(context);
}
