using Sgraf.Training.Network;
using Sgraf.Training.Objective;

namespace Sgraf.Training.Runs;

/// <summary>Hyper-parameters that belong together.</summary>
internal static class Presets
{
    /// <summary>Flickr30K as published.</summary>
    public const string Flickr30K = "f30k";

    /// <summary>COCO as published.</summary>
    public const string Coco = "coco";

    /// <summary>A few thousand photographs.</summary>
    public const string Small = "small";

    /// <summary>The scenes that the project renders.</summary>
    public const string Demo = "demo";

    /// <summary>All names.</summary>
    public static IReadOnlyList<string> Names { get; } = [Flickr30K, Coco, Small, Demo];

    /// <summary>The hyper-parameters of a preset for a kind of network.</summary>
    public static HyperParameters Of(string name, NetworkKind kind) => name switch
    {
        Flickr30K => kind == NetworkKind.Saf ? new HyperParameters { Epochs = 30, DecayAfter = 20 } : new HyperParameters(),
        Coco => new HyperParameters { Epochs = 20, DecayAfter = 10 },
        Small => SmallOf(kind),
        Demo => DemoOf(kind),
        _ => throw new ArgumentException($"There is no preset {name}; choose {string.Join(", ", Names)}.", nameof(name)),
    };

    private static HyperParameters SmallOf(NetworkKind kind)
    {
        var common = new HyperParameters
        {
            Schedule = LearningRateSchedule.Cosine, WarmUpSteps = 100, Standardize = true, JointSize = 256, SimilaritySize = 128,
            WordSize = 200, WeightDecay = 0.05, Patience = 4,
            Regularization = new Regularization { FeatureDropout = 0.1, RegionDropout = 0.2, WordMasking = 0.1 },
        };
        return kind == NetworkKind.Dual
            ? common with { Epochs = 12, LearningRate = 1e-3 }
            : common with { Epochs = 10, LearningRate = 4e-4 };
    }

    /// <remarks>
    /// SGR and SAF are to start from a dual encoder, see <c>--start-from</c>: then they need no epochs in which all negatives count,
    /// and two passes suffice.
    /// </remarks>
    private static HyperParameters DemoOf(NetworkKind kind) => new()
    {
        Epochs = kind == NetworkKind.Dual ? 3 : 2,
        LearningRate = 1e-3, Schedule = LearningRateSchedule.Cosine, WarmUpSteps = 100, SafStatistics = SafStatistics.Constant,
        JointSize = 128, SimilaritySize = 64, WordSize = 64, MinCount = 2, DevImages = 500,
        Regularization = new Regularization { WordDropout = 0.1, GlobalDropout = 0.1 },
    };
}
