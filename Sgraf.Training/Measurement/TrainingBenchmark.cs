using Sgraf.Model.Text;
using Sgraf.Training.Network;
using Sgraf.Training.Objective;

namespace Sgraf.Training.Measurement;

/// <summary>Measures training steps at the published sizes on random data, beside the plain loop over captions.</summary>
internal sealed class TrainingBenchmark(int rounds, int batchSize, Action<string> progress, CancellationToken cancellation)
{
    private const int ShortestCaption = 7;
    private const int LongestCaption = 21;
    private readonly int[][] _captions = Captions(batchSize);

    public TrainingReport Run()
    {
        TorchLibrary.Load();
        var kinds = Enum.GetValues<NetworkKind>();
        // All of ours first: what a plain loop once took, the process never quite gives back.
        double[] megabytes = [.. kinds.Select(kind => PeakOf(kind, Ours))];
        TrainingFigures[] figures = [.. kinds.Zip(megabytes, Measure)];
        return new TrainingReport(Processor.Name, Environment.ProcessorCount, batchSize, _captions.Average(caption => caption.Length), figures);
    }

    private double PeakOf(NetworkKind kind, Func<SgrafNetwork, HingeLoss, IObjective> create)
    {
        progress($"{Name(kind)}, memory");
        PeakMemory.Reset();
        using var subject = new TrainingSubject(kind, create, _captions);
        subject.Step();
        return PeakMemory.Megabytes();
    }

    /// <summary>Ours and the plain loop in turn, so that a machine which slows down slows both.</summary>
    private TrainingFigures Measure(NetworkKind kind, double megabytes)
    {
        using var ours = new TrainingSubject(kind, Ours, _captions);
        if (kind == NetworkKind.Dual) return new TrainingFigures(Name(kind), Medians.Seconds(rounds, ours.Step), megabytes, null, null, null);
        using var plain = new TrainingSubject(kind, Plain, _captions);
        ours.Step();
        PeakMemory.Reset();
        plain.Step();
        var plainMegabytes = PeakMemory.Megabytes();
        var measured = new List<(double Ours, double Plain)>();
        for (var round = 0; round < rounds; round++)
        {
            progress($"{Name(kind)}, round {round + 1} of {rounds}");
            cancellation.ThrowIfCancellationRequested();
            measured.Add((Medians.SecondsOnce(ours.Step), Medians.SecondsOnce(plain.Step)));
        }
        return new TrainingFigures(
            Name(kind), Medians.Of(measured.Select(round => round.Ours)), megabytes, Medians.Of(measured.Select(round => round.Plain)),
            plainMegabytes, Medians.Of(measured.Select(round => round.Plain / round.Ours)));
    }

    private static IObjective Ours(SgrafNetwork network, HingeLoss hinge) => Objectives.Create(network, hinge);

    private static PlainObjective Plain(SgrafNetwork network, HingeLoss hinge) => new PlainObjective(network, hinge);

    private static int[][] Captions(int count)
    {
        var random = new Random(1);
        return
        [
            .. Enumerable.Range(0, count).Select(_ => random.Next(ShortestCaption, LongestCaption + 1)).OrderDescending()
                .Select(length => Enumerable.Range(0, length).Select(_ => random.Next(Vocabulary.Unknown + 1, TrainingSubject.Config.VocabularySize)).ToArray()),
        ];
    }

    private static string Name(NetworkKind kind) => kind.ToString().ToLowerInvariant();
}
