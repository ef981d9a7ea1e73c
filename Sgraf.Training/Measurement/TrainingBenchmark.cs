using Sgraf.Model.Bundles;
using Sgraf.Model.Text;
using Sgraf.Training.Network;
using Sgraf.Training.Objective;
using Sgraf.Training.Optimization;
using static TorchSharp.torch;

namespace Sgraf.Training.Measurement;

/// <summary>Measures training steps at the published sizes on random data, beside the plain loop over captions.</summary>
internal sealed class TrainingBenchmark(int rounds, int batchSize, Action<string> progress, CancellationToken cancellation)
{
    private const int ShortestCaption = 7;
    private const int LongestCaption = 21;
    private const double Clipping = 2;
    private const double LearningRate = 2e-4;
    private static readonly ModelConfig Config = new();

    private readonly int[][] _captions = Captions(batchSize);

    public TrainingReport Run()
    {
        TorchLibrary.Load();
        TrainingFigures[] figures = [.. Enum.GetValues<NetworkKind>().Select(Measure)];
        return new TrainingReport(Processor.Name, Environment.ProcessorCount, batchSize, _captions.Average(caption => caption.Length), figures);
    }

    private TrainingFigures Measure(NetworkKind kind)
    {
        var name = kind.ToString().ToLowerInvariant();
        var (seconds, megabytes) = Measure(kind, $"{name}", Objectives.Create);
        if (kind == NetworkKind.Dual) return new TrainingFigures(name, seconds, megabytes, null, null, null);
        var (plainSeconds, plainMegabytes) = Measure(kind, $"{name}, plain loop", CreatePlain);
        return new TrainingFigures(name, seconds, megabytes, plainSeconds, plainMegabytes, plainSeconds / seconds);
    }

    private (double Seconds, double Megabytes) Measure(NetworkKind kind, string title, Func<SgrafNetwork, HingeLoss, IObjective> create)
    {
        progress(title);
        using var scope = NewDisposeScope();
        using var network = new SgrafNetwork(Config, kind);
        InitialWeights.Draw(network, seed: 1);
        using var objective = create(network, new HingeLoss());
        using var adam = new Adam(network.named_parameters());
        var step = new TrainingStep(network, objective, adam, Clipping);
        var features = rand(batchSize, Config.RegionCount, Config.FeatureSize);
        var captions = new CaptionBatch(_captions, CPU);
        int[] images = [.. Enumerable.Range(0, batchSize)];

        PeakMemory.Reset();
        var seconds = Medians.Seconds(rounds, () =>
        {
            cancellation.ThrowIfCancellationRequested();
            step.Run(features, captions, images, LearningRate);
        });
        return (seconds, PeakMemory.Megabytes());
    }

    private static IObjective CreatePlain(SgrafNetwork network, HingeLoss hinge) => network.Kind switch
    {
        NetworkKind.Sgr => new PlainObjective(network, SimilarityModule.Sgr, hinge),
        NetworkKind.Saf => new PlainObjective(network, SimilarityModule.Saf, hinge),
        _ => new JointObjective(
            new PlainObjective(network, SimilarityModule.Sgr, hinge), new PlainObjective(network, SimilarityModule.Saf, new HingeLoss())),
    };

    private static int[][] Captions(int count)
    {
        var random = new Random(1);
        return
        [
            .. Enumerable.Range(0, count).Select(_ => random.Next(ShortestCaption, LongestCaption + 1)).OrderDescending()
                .Select(length => Enumerable.Range(0, length).Select(_ => random.Next(Vocabulary.Unknown + 1, Config.VocabularySize)).ToArray()),
        ];
    }
}
