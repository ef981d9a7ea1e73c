using System.Text.Json.Serialization;

namespace Sgraf.Api.Problems;

/// <summary>Why a request was not answered as it was asked (RFC 9457).</summary>
internal sealed record ProblemReport
{
    /// <summary>Tells kinds of problems apart: a path of this service that explains the kind.</summary>
    public required string Type { get; init; }

    /// <summary>The kind in a few words.</summary>
    public required string Title { get; init; }

    /// <summary>The status of the answer.</summary>
    public required int Status { get; init; }

    /// <summary>What was wrong and how to mend it.</summary>
    public required string Detail { get; init; }

    /// <summary>By which the service's log finds the request.</summary>
    public required string TraceId { get; init; }

    /// <summary>The limit that was passed.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] public long? Limit { get; init; }

    /// <summary>The setting of the limit that was passed.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] public string? Setting { get; init; }

    /// <summary>What was wrong with each item, where all of them failed.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] public IReadOnlyList<Problem>? Errors { get; init; }
}
