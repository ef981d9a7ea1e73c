using System.Text.Json.Serialization;

namespace Sgraf.Api.Explain;

/// <summary>What one word of the text met in the picture.</summary>
internal sealed record WordEvidence
{
    /// <summary>The word; <c>&lt;start&gt;</c> and <c>&lt;end&gt;</c> stand before and after the text.</summary>
    public required string Word { get; init; }

    /// <summary>Whether the vocabulary has it; an unknown word is read as any unknown word.</summary>
    public required bool Known { get; init; }

    /// <summary>Whether it is <c>&lt;start&gt;</c> or <c>&lt;end&gt;</c>.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] public bool Special { get; init; }

    /// <summary>
    /// How much it counts, 0 to 1; with <c>globalWeight</c> all weights sum to one. SAF's filter weight; without SAF, how much SGR's
    /// last reasoning step listens to the word.
    /// </summary>
    public required float Weight { get; init; }

    /// <summary>The pair's scores without this word's alignment: computed, not estimated.</summary>
    public required ModuleScores WithoutWord { get; init; }

    /// <summary>How much lower the score is without the word; below zero where it is higher.</summary>
    public required float Support { get; init; }

    /// <summary>How much it attends to each region, by each network.</summary>
    public required WordAttention Attention { get; init; }
}
