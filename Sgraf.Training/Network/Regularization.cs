namespace Sgraf.Training.Network;

/// <summary>What is left out at random in training, so that the network does not learn its data by heart; shares from 0 to 1.</summary>
/// <remarks>The defaults are those of the official code.</remarks>
public sealed record Regularization
{
    /// <summary>Values of word vectors (official: 0.4).</summary>
    public double WordDropout { get; init; } = 0.4;

    /// <summary>Values within the attention that makes global vectors (official: 0.4).</summary>
    public double GlobalDropout { get; init; } = 0.4;

    /// <summary>Values of detector features (official: 0).</summary>
    public double FeatureDropout { get; init; }

    /// <summary>Whole regions, whose features become zero (official: 0).</summary>
    public double RegionDropout { get; init; }

    /// <summary>Whole words, which become <c>&lt;unk&gt;</c> (official: 0).</summary>
    public double WordMasking { get; init; }

    /// <summary>Nothing is left out.</summary>
    public static Regularization None { get; } = new() { WordDropout = 0, GlobalDropout = 0 };
}
