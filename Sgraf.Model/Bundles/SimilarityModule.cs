namespace Sgraf.Model.Bundles;

/// <summary>The two ways SGRAF turns a pair's alignments into a score, and their mean.</summary>
[Flags]
public enum SimilarityModule
{
    /// <summary>Similarity graph reasoning.</summary>
    Sgr = 1,

    /// <summary>Similarity attention filtration.</summary>
    Saf = 2,

    /// <summary>The mean of both scores, from two models trained apart.</summary>
    Sgraf = Sgr | Saf,
}
