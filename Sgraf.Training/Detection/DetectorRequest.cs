using Sgraf.Training.Runs;

namespace Sgraf.Training.Detection;

/// <summary>Which detector is to be trained, and how.</summary>
internal sealed record DetectorRequest
{
    /// <summary>A folder that <c>sgraf scenes</c> wrote, with the splits train and dev.</summary>
    public required string Data { get; init; }

    /// <summary>The file to write.</summary>
    public required string Out { get; init; }

    /// <summary>S: width and height of the input, in pixels.</summary>
    public int Side { get; init; } = 256;

    /// <summary>Passes over the pictures.</summary>
    public int Epochs { get; init; } = 6;

    /// <summary>Steps after which training ends before the epochs do; null for never.</summary>
    public int? Steps { get; init; }

    /// <summary>B: pictures of a step.</summary>
    public int BatchSize { get; init; } = 8;

    /// <summary>How far Adam moves the weights.</summary>
    public double LearningRate { get; init; } = 2e-3;

    /// <summary>Start of all random numbers.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>Where the network computes; see <c>TorchDevice</c>.</summary>
    public string Device { get; init; } = "auto";

    /// <summary>Steps that are made in all.</summary>
    public int StepsOf(int batchesAnEpoch) => Math.Min(Steps ?? int.MaxValue, Epochs * batchesAnEpoch);

    /// <summary>The rate of each step: it rises for a short time, then falls to zero along half a cosine.</summary>
    public LearningRates RatesOf(int steps) => new(
        new HyperParameters { LearningRate = LearningRate, Schedule = LearningRateSchedule.Cosine, WarmUpSteps = Math.Min(100, steps / 10), Epochs = 1 }, steps);
}
