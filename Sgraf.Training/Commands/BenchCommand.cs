using System.CommandLine;
using System.Globalization;
using Sgraf.Training.Measurement;
using Sgraf.Training.Terminal;

namespace Sgraf.Training.Commands;

internal static class BenchCommand
{
    private static readonly Argument<string> Subject = new("subject") { Description = "What to measure: score." };

    private static readonly Option<int> Rounds = new("--rounds")
    {
        Description = "Rounds of each measurement; their median counts.",
        DefaultValueFactory = _ => 7,
    };

    private static readonly Option<int> Images = new("--images")
    {
        Description = "Images that are scored, 50 to 10000.",
        DefaultValueFactory = _ => 200,
    };

    public static SgrafCommand Create()
    {
        Subject.AcceptOnlyFromAmong("score");
        Within(Rounds, 1, 1000);
        Within(Images, 50, 10_000);
        return new SgrafCommand("bench", "Measures speed against this machine's own peak.")
        {
            Arguments = { Subject },
            Options = { Rounds, Images },
            Examples = ["sgraf bench score", "sgraf bench score --json --rounds 15 > bench.json"],
            Run = Run,
        };
    }

    private static void Run(ParseResult arguments, Session session)
    {
        var benchmark = new ScoringBenchmark(
            arguments.GetValue(Rounds), arguments.GetValue(Images), session.Remark, session.Cancellation);
        var report = benchmark.Run();
        session.Report(report, ReportJson.Default.ScoringReport, output => Write(output, report));
    }

    private static void Within(Option<int> option, int least, int most) => option.Validators.Add(result =>
    {
        if (result.GetValue(option) < least || result.GetValue(option) > most)
            result.AddError($"{option.Name} is {result.GetValue(option)}; choose {least} to {most}.");
    });

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
