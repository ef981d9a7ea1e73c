namespace Sgraf.Api.Problems;

/// <summary>A request that is not answered as it was asked; becomes a problem of its kind in the answer.</summary>
internal sealed class ProblemException : Exception
{
    /// <param name="kind">What kind of failure it is.</param>
    /// <param name="detail">What was wrong and how to mend it; read by the client.</param>
    public ProblemException(ProblemKind kind, string detail) : base(detail) => Kind = kind;

    /// <summary>What kind of failure it is.</summary>
    public ProblemKind Kind { get; }

    /// <summary>When it is worth trying again; null where that is not known.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>The limit that was passed; null where none was.</summary>
    public long? Limit { get; init; }

    /// <summary>The setting of that limit, for example <c>Limits:Texts</c>.</summary>
    public string? Setting { get; init; }

    /// <summary>What was wrong with each item, where all of them failed.</summary>
    public IReadOnlyList<Problem> Errors { get; init; } = [];
}
