using System.Text.Json.Serialization;

namespace Sgraf.Api.Explain;

/// <summary>Why a text and a picture have their score; every number is one that the score was computed from.</summary>
internal sealed record Explanation
{
    /// <summary>The score that ranks, in [0, 1].</summary>
    public required float Score { get; init; }

    /// <summary>SGR's score; null where it had no part.</summary>
    public required float? Sgr { get; init; }

    /// <summary>SAF's score; null where it had no part.</summary>
    public required float? Saf { get; init; }

    /// <summary>The words in their order, <c>&lt;start&gt;</c> first and <c>&lt;end&gt;</c> last.</summary>
    public required IReadOnlyList<WordEvidence> Words { get; init; }

    /// <summary>How much the whole text and the whole picture count beside the words.</summary>
    public required float GlobalWeight { get; init; }

    /// <summary>The regions that the words attend to, best first.</summary>
    public required IReadOnlyList<RegionEvidence> Regions { get; init; }

    /// <summary>
    /// Of each step of SGR's reasoning, how much each node (row) listens to each other (column); node 0 is the whole, node l word l.
    /// Only from <c>/explain</c>, and only where SGR had a part.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] public IReadOnlyList<IReadOnlyList<IReadOnlyList<float>>>? Edges { get; init; }

    /// <summary>Where the picture is; only from <c>/explain</c>, and null for a picture that came with the request.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] public string? Picture { get; init; }

    /// <summary>Of the upright picture, in pixels; only from <c>/explain</c>.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] public int? Width { get; init; }

    /// <summary>Of the upright picture, in pixels; only from <c>/explain</c>.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] public int? Height { get; init; }
}
