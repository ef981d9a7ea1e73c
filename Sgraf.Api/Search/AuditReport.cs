namespace Sgraf.Api.Search;

/// <summary>What the shortlist loses on the gallery's own pictures and captions.</summary>
internal sealed record AuditReport
{
    /// <summary>Pictures that were searched in.</summary>
    public required int Images { get; init; }

    /// <summary>Captions that were searched in.</summary>
    public required int Captions { get; init; }

    /// <summary>Captions that pictures were searched with.</summary>
    public required int CaptionQueries { get; init; }

    /// <summary>Pictures that captions were searched with.</summary>
    public required int ImageQueries { get; init; }

    /// <summary>For each direction, module, shortlist and depth, the share of the best that the shortlist keeps.</summary>
    public required IReadOnlyList<AuditRow> Kept { get; init; }

    /// <summary>How long it took, in milliseconds.</summary>
    public required double Milliseconds { get; init; }
}
