using System.CommandLine;
using System.Globalization;
using Sgraf.Training.Measurement;
using Sgraf.Training.Terminal;

namespace Sgraf.Training.Commands;

internal static class BenchCommand
{
    private const string Score = "score";
    private const string Train = "train";

    private static readonly Argument<string> Subject = new("subject") { Description = "What to measure: score or train." };

    private static readonly Option<int?> Rounds = new("--rounds")
    {
        Description = "Rounds of each measurement, whose median counts, 1 to 1000; by default 7 of scoring and 1 of training.",
    };

    private static readonly Option<int> Images = new("--images")
    {
        Description = "Images that are scored, 50 to 10000.",
        DefaultValueFactory = _ => 200,
    };

    private static readonly Option<int> Batch = new("--batch")
    {
        Description = "Pairs of a training step, 2 to 512. The plain loop beside it needs about 8 GB at 128.",
        DefaultValueFactory = _ => 128,
    };

    public static SgrafCommand Create()
    {
        Subject.AcceptOnlyFromAmong(Score, Train);
        Rounds.Within(1, 1000);
        Images.Within(50, 10_000);
        Batch.Within(2, 512);
        return new SgrafCommand("bench", "Measures speed against this machine's own peak.")
        {
            Arguments = { Subject },
            Options = { Rounds, Images, Batch },
            Examples = ["sgraf bench score", "sgraf bench score --json --rounds 15 > bench.json", "sgraf bench train --batch 32"],
            Run = Run,
        };
    }

    private static void Run(ParseResult arguments, Session session)
    {
        if (arguments.GetValue(Subject) == Train)
        {
            RunTraining(arguments, session);
            return;
        }
        var benchmark = new ScoringBenchmark(
            arguments.GetValue(Rounds) ?? 7, arguments.GetValue(Images), session.Remark, session.Cancellation);
        var report = benchmark.Run();
        session.Report(report, ReportJson.Default.ScoringReport, output => Write(output, report));
    }

    private static void RunTraining(ParseResult arguments, Session session)
    {
        var benchmark = new TrainingBenchmark(
            arguments.GetValue(Rounds) ?? 1, arguments.GetValue(Batch), session.Remark, session.Cancellation);
        var report = benchmark.Run();
        session.Report(report, ReportJson.Default.TrainingReport, output => Write(output, report));
    }

    private static void Write(TextWriter output, TrainingReport report)
    {
        output.WriteLine(Text($"{report.Processor}, {report.Cores} cores; {report.Batch} pairs a step, {report.Words:F1} words a caption"));
        output.WriteLine("module  s/step  peak MB  plain loop: s/step  peak MB  times as fast");
        foreach (var row in report.Training)
        {
            output.WriteLine(Text(
                $"{row.Module,-6}  {row.SecondsAStep,6:F2}  {row.PeakMegabytes,7:F0}  {row.PlainSecondsAStep,18:F2}  {row.PlainPeakMegabytes,7:F0}  {row.TimesAsFast,13:F2}"));
        }
    }

    private static void Write(TextWriter output, ScoringReport report)
    {
        output.WriteLine(Text($"{report.Processor}, {report.Cores} cores; peak of one core {report.PeakGflops:F0} GFLOP/s"));
        output.WriteLine("module  threads  captions  path      GFLOP/s  of peak  ms per caption and 1,000 images (ONNX Runtime)");
        foreach (var row in report.Scoring)
        {
            output.WriteLine(Text(
                $"{row.Module,-6}  {row.Threads,7}  {row.Captions,8}  {row.Path,-8}  {row.Gflops,7:F1}  {row.FractionOfPeak,7:P1}  {row.MsPerCaptionPer1000Images,6:F1} ({row.OnnxMsPerCaptionPer1000Images:F1})"));
        }
        var encoders = report.Encoders;
        output.WriteLine(Text($"image encoder {encoders.ImageMs:F2} ms alone, {encoders.ImageInBatchMs:F2} ms in a batch of 16"));
        output.WriteLine(Text($"text encoder  {encoders.CaptionMs:F2} ms alone, {encoders.CaptionInBatchMs:F2} ms in a batch of 1,000"));
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
