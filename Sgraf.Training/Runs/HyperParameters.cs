using Sgraf.Training.Network;
using Sgraf.Training.Objective;

namespace Sgraf.Training.Runs;

/// <summary>Everything that shapes a training and is not the data; stored with the run.</summary>
/// <remarks>The defaults are those of the official code on Flickr30K for SGR.</remarks>
internal sealed record HyperParameters
{
    /// <summary>Passes over the training captions.</summary>
    public int Epochs { get; init; } = 40;

    /// <summary>B: pairs of a step.</summary>
    public int BatchSize { get; init; } = 128;

    /// <summary>How far Adam moves the weights.</summary>
    public double LearningRate { get; init; } = 2e-4;

    /// <summary>How the learning rate falls.</summary>
    public LearningRateSchedule Schedule { get; init; } = LearningRateSchedule.Step;

    /// <summary>Epochs before the learning rate falls, with the schedule <c>step</c>.</summary>
    public int DecayAfter { get; init; } = 30;

    /// <summary>What the learning rate is multiplied by then.</summary>
    public double DecayFactor { get; init; } = 0.1;

    /// <summary>Steps over which the learning rate rises from zero.</summary>
    public int WarmUpSteps { get; init; }

    /// <summary>Longest gradient.</summary>
    public double Clip { get; init; } = 2;

    /// <summary>Share of a matrix that a step takes away, times the learning rate.</summary>
    public double WeightDecay { get; init; }

    /// <summary>Least lead of a matching pair's score.</summary>
    public double Margin { get; init; } = 0.2;

    /// <summary>Epochs, also fractions of one, in which all negatives count and not only the hardest.</summary>
    public double AllNegativesEpochs { get; init; }

    /// <summary>What the statistics of SAF's batch norm are to the gradient.</summary>
    public SafStatistics SafStatistics { get; init; } = SafStatistics.Differentiated;

    /// <summary>Epochs without a better rsum after which training ends; 0 for never.</summary>
    public int Patience { get; init; }

    /// <summary>Start of all random numbers.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>Images of the development split that are evaluated after each epoch.</summary>
    public int DevImages { get; init; } = 1000;

    /// <summary>How often a word must occur to be in a vocabulary built for the run.</summary>
    public int MinCount { get; init; } = 4;

    /// <summary>Whether features are brought to mean 0 and deviation 1; folded into the weights when they are stored.</summary>
    public bool Standardize { get; init; }

    /// <summary>E: values of a word vector.</summary>
    public int WordSize { get; init; } = 300;

    /// <summary>D: values of the space that regions and words share.</summary>
    public int JointSize { get; init; } = 1024;

    /// <summary>S: values of a similarity vector.</summary>
    public int SimilaritySize { get; init; } = 256;

    /// <summary>Reasoning steps of SGR.</summary>
    public int GraphSteps { get; init; } = 3;

    /// <summary>What an ablation changes in the network.</summary>
    public SimilarityVariant Variant { get; init; } = SimilarityVariant.Published;

    /// <summary>What is left out at random.</summary>
    public Regularization Regularization { get; init; } = new();
}
