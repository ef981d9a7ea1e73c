namespace Sgraf.Training.Network;

/// <summary>What an ablation leaves out of the published network, or puts in the place of one of its parts.</summary>
/// <remarks>
/// After the ablations of Diao et al., AAAI 2021. Differs: their code for these is not published; where a form had to be chosen,
/// the remarks below say which.
/// </remarks>
public sealed record SimilarityVariant
{
    /// <summary>The published network.</summary>
    public static SimilarityVariant Published { get; } = new();

    /// <summary>Whether the whole image is compared with the whole caption. SGR reads the mean of the words' nodes where there is no global one.</summary>
    public bool HasGlobalAlignment { get; init; } = true;

    /// <summary>Whether each word is compared with what it sees. Without it, the global alignment is the only node: a graph of itself.</summary>
    public bool HasLocalAlignments { get; init; } = true;

    /// <summary>
    /// Whether two embeddings are compared by their D squared differences. Without it, by their cosine alone, which a linear layer
    /// spreads over the same S values, so that what follows keeps its size: <c>l2(w cos(x, y) + b)</c>.
    /// </summary>
    public bool HasVectorSimilarity { get; init; } = true;

    /// <summary>Whether SAF weighs the alignments. Without it all have the same worth: their mean, of length one.</summary>
    public bool HasFiltration { get; init; } = true;

    /// <summary>Whether the weights are those of a bundle, which the scoring kernel serves; a mean is an SAF of equal weights.</summary>
    public bool IsServable => this with { HasFiltration = true } == Published;
}
