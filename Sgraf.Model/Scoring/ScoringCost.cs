using Sgraf.Model.Bundles;

namespace Sgraf.Model.Scoring;

/// <summary>Floating-point operations that a pair's score needs, a multiply-add counted as two.</summary>
/// <remarks>
/// Counted after the exact savings (query and key merged, the last reasoning step for the global node alone) and without
/// padding, norms and softmaxes, so that a rate made from it is one of useful work.
/// </remarks>
public static class ScoringCost
{
    /// <summary>Operations of one pair.</summary>
    /// <param name="config">The sizes of the network.</param>
    /// <param name="module">SGR or SAF; for both the sum.</param>
    /// <param name="words">L: words of the caption, &lt;start&gt; and &lt;end&gt; included.</param>
    public static double OfPair(ModelConfig config, SimilarityModule module, int words)
    {
        double r = config.RegionCount, l = words, d = config.JointSize, s = config.SimilaritySize, n = l + 1;
        var representation = 4 * r * l * d      // attention and context
                           + 2 * l * d * s      // the words' similarity vectors
                           + 2 * d * s;         // the global one
        var step = 4 * n * s * s                // queries and outputs of all nodes
                 + 4 * n * n * s;               // edges and messages
        var lastStep = 4 * s * s + 4 * n * s;   // the same of one node
        var reasoning = (config.GraphSteps - 1) * step + lastStep;
        var filtration = 4 * n * s;             // attention and weighted sum

        var operations = 0d;
        if (module.HasFlag(SimilarityModule.Sgr))
            operations += representation + reasoning;
        if (module.HasFlag(SimilarityModule.Saf))
            operations += representation + filtration;
        return operations;
    }
}
