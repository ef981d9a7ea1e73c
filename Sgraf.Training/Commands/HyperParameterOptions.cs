using System.CommandLine;
using System.Globalization;
using Sgraf.Training.Network;
using Sgraf.Training.Objective;
using Sgraf.Training.Runs;
using Sgraf.Training.Terminal;

namespace Sgraf.Training.Commands;

/// <summary>The hyper-parameters as options, each with its range; what is not named is the preset's.</summary>
internal sealed class HyperParameterOptions
{
    private readonly List<(Option Option, Func<ParseResult, Func<HyperParameters, HyperParameters>> Change)> _entries = [];

    public HyperParameterOptions()
    {
        Whole("--epochs", "Passes over the training captions", 1, 1000, (all, value) => all with { Epochs = value });
        Whole("--batch", "Pairs of a step", 2, 1024, (all, value) => all with { BatchSize = value });
        Number("--learning-rate", "How far Adam moves the weights", 1e-8, 1, (all, value) => all with { LearningRate = value });
        Choice<LearningRateSchedule>("--schedule", "How the learning rate falls", (all, value) => all with { Schedule = value });
        Whole("--decay-after", "Epochs before the rate falls, with the schedule step", 1, 1000, (all, value) => all with { DecayAfter = value });
        Number("--decay-factor", "What the rate is multiplied by then", 0, 1, (all, value) => all with { DecayFactor = value });
        Whole("--warm-up-steps", "Steps over which the rate rises from zero", 0, 100_000, (all, value) => all with { WarmUpSteps = value });
        Number("--clip", "Longest gradient", 1e-3, 1e6, (all, value) => all with { Clip = value });
        Number("--weight-decay", "Share of a matrix that a step takes away, times the rate", 0, 10, (all, value) => all with { WeightDecay = value });
        Number("--margin", "Least lead of a matching pair's score", 0, 1, (all, value) => all with { Margin = value });
        Number("--all-negatives-epochs", "First epochs, also a fraction, in which all negatives count", 0, 1000, (all, value) => all with { AllNegativesEpochs = value });
        Choice<SafStatistics>(
            "--saf-statistics", "The statistics of SAF's batch norm in the gradient: differentiated, as published, or constant, which is faster",
            (all, value) => all with { SafStatistics = value });
        Whole("--patience", "Epochs without a better rsum before training ends; 0 for never", 0, 1000, (all, value) => all with { Patience = value });
        Whole("--seed", "Start of all random numbers", int.MinValue, int.MaxValue, (all, value) => all with { Seed = value });
        Whole("--dev-images", "Images of the development split to evaluate on", 1, 1_000_000, (all, value) => all with { DevImages = value });
        Whole("--min-count", "How often a word must occur, if a vocabulary is built", 1, 1_000_000, (all, value) => all with { MinCount = value });
        Whole("--word-size", "E: values of a word vector", 1, 65_536, (all, value) => all with { WordSize = value });
        Whole("--joint-size", "D: values of region and word embeddings", 1, 16_384, (all, value) => all with { JointSize = value });
        Whole("--similarity-size", "S: values of a similarity vector", 1, 16_384, (all, value) => all with { SimilaritySize = value });
        Whole("--graph-steps", "Reasoning steps of SGR", 1, 16, (all, value) => all with { GraphSteps = value });
        Choice<bool>("--standardize", "Bring features to mean 0 and deviation 1", (all, value) => all with { Standardize = value });
        Share("--word-dropout", "Values of word vectors", (all, value) => all with { WordDropout = value });
        Share("--global-dropout", "Values within the attention of whole images and captions", (all, value) => all with { GlobalDropout = value });
        Share("--feature-dropout", "Values of features", (all, value) => all with { FeatureDropout = value });
        Share("--region-dropout", "Regions", (all, value) => all with { RegionDropout = value });
        Share("--word-masking", "Words, which become unknown", (all, value) => all with { WordMasking = value });
    }

    /// <summary>All of them, in the order of help.</summary>
    public IEnumerable<Option> All => _entries.Select(entry => entry.Option);

    /// <summary>Those that were named; a switch that was not has a result all the same, an implicit one.</summary>
    public IReadOnlyList<(string Name, Func<HyperParameters, HyperParameters> Change)> Named(ParseResult arguments) =>
        [.. _entries.Where(entry => arguments.GetResult(entry.Option) is { Implicit: false }).Select(entry => (entry.Option.Name, entry.Change(arguments)))];

    private void Whole(string name, string description, int least, int most, Func<HyperParameters, int, HyperParameters> set)
    {
        var range = least == int.MinValue ? "a whole number" : Text($"{least} to {most}");
        Add(name, $"{description}; {range}.", least, most, set);
    }

    private void Number(string name, string description, double least, double most, Func<HyperParameters, double, HyperParameters> set) =>
        Add(name, Text($"{description}; {least} to {most}."), least, most, set);

    private void Share(string name, string description, Func<Regularization, double, Regularization> set) => Add(
        name, $"Left out at random: {char.ToLowerInvariant(description[0])}{description[1..]}; 0 to 0.9.", 0, 0.9,
        (HyperParameters all, double value) => all with { Regularization = set(all.Regularization, value) });

    private void Choice<T>(string name, string description, Func<HyperParameters, T, HyperParameters> set) where T : struct
    {
        var option = new Option<T>(name) { Description = $"{description}." };
        if (typeof(T).IsEnum) option.AcceptOnlyFromAmong(Array.ConvertAll(Enum.GetNames(typeof(T)), choice => choice.ToLowerInvariant()));
        _entries.Add((option, arguments => Changing(set, arguments.GetValue(option))));
    }

    private void Add<T>(string name, string description, T least, T most, Func<HyperParameters, T, HyperParameters> set) where T : struct, IComparable<T>, IParsable<T>
    {
        var option = new Option<T>(name) { Description = description, HelpName = "N" };
        option.Within(least, most);
        _entries.Add((option, arguments => Changing(set, arguments.GetValue(option))));
    }

    private static Func<HyperParameters, HyperParameters> Changing<T>(Func<HyperParameters, T, HyperParameters> set, T value) => all => set(all, value);

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
