using static TorchSharp.torch;

namespace Sgraf.Training.Network;

/// <summary>The statistics that SAF's batch norm normalizes by, one of each caption over all images of a batch.</summary>
/// <param name="Means">(C)</param>
/// <param name="Variances">(C), the squares divided by their count, not by one less.</param>
public sealed record FilterStatistics(Tensor Means, Tensor Variances)
{
    /// <summary>The statistics of several captions, one after the other.</summary>
    public static FilterStatistics Join(IReadOnlyList<FilterStatistics> parts) =>
        new(cat([.. parts.Select(part => part.Means)]), cat([.. parts.Select(part => part.Variances)]));

    /// <summary>Moves the tensors out of the current dispose scope.</summary>
    public FilterStatistics MoveToOuterDisposeScope()
    {
        Means.MoveToOuterDisposeScope();
        Variances.MoveToOuterDisposeScope();
        return this;
    }

    /// <summary>The statistics of some captions.</summary>
    /// <param name="captions">Their places, (P).</param>
    public FilterStatistics Of(Tensor captions) => new(Means.index_select(0, captions), Variances.index_select(0, captions));
}
