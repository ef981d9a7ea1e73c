using System.Globalization;
using Sgraf.Model.Text;
using Sgraf.Training.Network;
using Sgraf.Training.Objective;

namespace Sgraf.Training.Measurement;

/// <summary>Measures training steps at the published sizes on random data, beside the plain loop over captions.</summary>
internal sealed class TrainingBenchmark(int rounds, int batchSize, Action<string> progress, CancellationToken cancellation)
{
    private const int ShortestCaption = 7;
    private const int LongestCaption = 21;

    private static readonly (string Name, NetworkKind Kind, SafStatistics Statistics)[] Subjects =
    [
        ("dual", NetworkKind.Dual, default),
        ("sgr", NetworkKind.Sgr, default),
        ("saf", NetworkKind.Saf, SafStatistics.Differentiated),
        ("saf, constant statistics", NetworkKind.Saf, SafStatistics.Constant),
        ("joint", NetworkKind.Joint, SafStatistics.Differentiated),
        ("joint, constant statistics", NetworkKind.Joint, SafStatistics.Constant),
    ];

    private readonly int[][] _captions = Captions(batchSize);

    public TrainingReport Run()
    {
        TorchLibrary.Load();
        // All of ours first: what a plain loop once took, the process never quite gives back.
        double[] megabytes = [.. Subjects.Select(PeakOf)];
        TrainingFigures[] figures = [.. Subjects.Zip(megabytes, Measure)];
        return new TrainingReport(Processor.Name, Environment.ProcessorCount, batchSize, _captions.Average(caption => caption.Length), figures);
    }

    private double PeakOf((string Name, NetworkKind Kind, SafStatistics Statistics) subject)
    {
        progress($"{subject.Name}, memory");
        PeakMemory.Reset();
        using var ours = new TrainingSubject(subject.Kind, Ours(subject.Statistics), _captions);
        ours.Step();
        return PeakMemory.Megabytes();
    }

    /// <summary>Ours and the plain loop in turn, so that a machine which slows down slows both.</summary>
    private TrainingFigures Measure((string Name, NetworkKind Kind, SafStatistics Statistics) subject, double megabytes)
    {
        using var ours = new TrainingSubject(subject.Kind, Ours(subject.Statistics), _captions);
        if (subject.Kind == NetworkKind.Dual)
            return new TrainingFigures(subject.Name, Medians.Seconds(rounds, ours.Step), megabytes, null, null, null, null);
        using var plain = new TrainingSubject(subject.Kind, (network, hinge) => new PlainObjective(network, hinge), _captions);
        ours.Step();
        PeakMemory.Reset();
        plain.Step();
        var plainMegabytes = PeakMemory.Megabytes();
        var measured = new List<(StepCost Ours, StepCost Plain)>();
        for (var round = 0; round < rounds; round++)
        {
            cancellation.ThrowIfCancellationRequested();
            measured.Add((StepCost.Of(ours.Step), StepCost.Of(plain.Step)));
            progress(string.Create(CultureInfo.InvariantCulture,
                $"{subject.Name}, round {round + 1} of {rounds}: {measured[^1].Ours.Seconds:F2} s, the plain loop {measured[^1].Plain.Seconds:F2} s"));
        }
        return new TrainingFigures(
            subject.Name, Medians.Of(measured.Select(round => round.Ours.Seconds)), megabytes,
            Medians.Of(measured.Select(round => round.Plain.Seconds)), plainMegabytes,
            Medians.Of(measured.Select(round => round.Plain.Seconds / round.Ours.Seconds)),
            Medians.Of(measured.Select(round => round.Plain.ProcessorSeconds / round.Ours.ProcessorSeconds)));
    }

    private static Func<SgrafNetwork, HingeLoss, IObjective> Ours(SafStatistics statistics) =>
        (network, hinge) => Objectives.Create(network, hinge, statistics);

    private static int[][] Captions(int count)
    {
        var random = new Random(1);
        return
        [
            .. Enumerable.Range(0, count).Select(_ => random.Next(ShortestCaption, LongestCaption + 1)).OrderDescending()
                .Select(length => Enumerable.Range(0, length).Select(_ => random.Next(Vocabulary.Unknown + 1, TrainingSubject.Config.VocabularySize)).ToArray()),
        ];
    }
}
