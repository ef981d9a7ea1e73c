using System.CommandLine;
using Sgraf.Training.Measurement;
using Sgraf.Training.Terminal;

namespace Sgraf.Training.Commands;

/// <summary><c>sgraf bench</c>: speed, as ratios to what the machine could do.</summary>
internal static class BenchCommand
{
    private static readonly Option<int?> Rounds = new("--rounds")
    {
        Description = "Rounds of each measurement, 1 to 1000; by default 7, 3 of evaluation and 1 of training.",
    };

    private static readonly Option<int?> Images = new("--images")
    {
        Description = "score: images that are scored, 50 to 10000; by default 500. evaluate: with five captions each; by default 100.",
    };

    private static readonly Option<int> Batch = new("--batch")
    {
        Description = "train: pairs of a step, 2 to 512. The plain loop beside it needs about 8 GB at 128.",
        DefaultValueFactory = _ => 128,
    };

    private static readonly Option<string> Target = new("--out") { Description = "bundle: the folder to write.", HelpName = "DIR" };

    private static readonly Option<string> Words = new("--vocab") { Description = "bundle: its words.", HelpName = "FILE" };

    private static readonly Dictionary<string, Action<ParseResult, Session>> Subjects = new()
    {
        ["score"] = Score,
        ["start"] = Start,
        ["train"] = Train,
        ["evaluate"] = Evaluate,
        ["bundle"] = WriteBundle,
    };

    public static SgrafCommand Create()
    {
        var subject = new Argument<string>("subject")
        {
            Description = "score: the kernel and the encoders beside the processor's peak. start: a process that scores. "
                + "train: steps beside the plain loop. evaluate: an evaluation beside the kernel's own time. bundle: writes a bundle of random weights to measure with.",
            HelpName = string.Join('|', Subjects.Keys),
        };
        subject.AcceptOnlyFromAmong([.. Subjects.Keys]);
        Rounds.Within(1, 1000);
        Images.Within(50, 10_000);
        Batch.Within(2, 512);
        return new SgrafCommand("bench", "Measures speed against this machine's own peak.")
        {
            Examples =
            [
                "sgraf bench score --json --rounds 15 > bench.json",
                "sgraf bench start",
                "sgraf bench train --batch 32",
                "sgraf bench evaluate --images 50",
                "sgraf bench bundle --vocab vocab.json --out random",
            ],
            Run = (arguments, session) => Subjects[arguments.GetRequiredValue(subject)](arguments, session),
            Arguments = { subject },
            Options = { Rounds, Images, Batch, Target, Words },
        };
    }

    private static void Score(ParseResult arguments, Session session)
    {
        var report = new ScoringBenchmark(
            arguments.GetValue(Rounds) ?? 7, arguments.GetValue(Images) ?? 500, session.Remark, session.Cancellation).Run();
        session.Report(report, ReportJson.Default.ScoringReport, output => BenchText.Write(output, report));
    }

    private static void Start(ParseResult arguments, Session session)
    {
        var report = new StartBenchmark(arguments.GetValue(Rounds) ?? 7, session.Remark, session.Cancellation).Run();
        session.Report(report, ReportJson.Default.StartReport, output => BenchText.Write(output, report));
    }

    private static void Train(ParseResult arguments, Session session)
    {
        var report = new TrainingBenchmark(
            arguments.GetValue(Rounds) ?? 1, arguments.GetValue(Batch), session.Remark, session.Cancellation).Run();
        session.Report(report, ReportJson.Default.TrainingReport, output => BenchText.Write(output, report));
    }

    private static void Evaluate(ParseResult arguments, Session session)
    {
        var report = new EvaluationBenchmark(
            arguments.GetValue(Rounds) ?? 3, arguments.GetValue(Images) ?? 100, session.Remark, session.Cancellation).Run();
        session.Report(report, ReportJson.Default.EvaluationReport, output => BenchText.Write(output, report));
    }

    private static void WriteBundle(ParseResult arguments, Session session)
    {
        var folder = arguments.GetValue(Target) ?? throw new CommandException("sgraf bench bundle needs a folder to write; add --out DIR.");
        var report = new RandomBundleReport(folder, RandomBundle.Write(folder, arguments.GetValue(Words)).Config.VocabularySize);
        session.Report(report, ReportJson.Default.RandomBundleReport, output => BenchText.Write(output, report));
    }
}
