using System.CommandLine;
using System.Globalization;
using Sgraf.Training.Measurement;
using Sgraf.Training.Terminal;

namespace Sgraf.Training.Commands;

/// <summary><c>sgraf bench</c>: speed, as ratios to what the machine could do.</summary>
internal static class BenchCommand
{
    public static SgrafCommand Create()
    {
        var subject = new Argument<string>("subject")
        {
            Description = "score: the kernel and the encoders beside the processor's peak; start: a process that scores; bundle: write a bundle to measure with.",
            HelpName = "score|start|bundle",
        };
        subject.AcceptOnlyFromAmong("score", "start", "bundle");
        var rounds = Within(new Option<int>("--rounds") { Description = "Rounds of each measurement.", DefaultValueFactory = _ => 7 }, 1, 1000);
        var images = Within(new Option<int>("--images") { Description = "Images to score.", DefaultValueFactory = _ => 200 }, 50, 10_000);
        var target = new Option<string>("--out") { Description = "The folder of the bundle to write.", HelpName = "DIR" };
        var vocabulary = new Option<string>("--vocab") { Description = "The words of that bundle.", HelpName = "FILE" };
        return new SgrafCommand("bench", "Measures speed against this machine's own peak.")
        {
            Examples =
            [
                "sgraf bench score --json > bench.json",
                "sgraf bench start",
                "sgraf bench bundle --vocab vocab.json --out random",
            ],
            Run = (arguments, session) =>
            {
                switch (arguments.GetRequiredValue(subject))
                {
                    case "score":
                        Score(session, arguments.GetValue(rounds), arguments.GetValue(images));
                        break;
                    case "start":
                        Start(session, arguments.GetValue(rounds));
                        break;
                    default:
                        WriteBundle(session, arguments.GetValue(target), arguments.GetValue(vocabulary));
                        break;
                }
            },
            Arguments = { subject },
            Options = { rounds, images, target, vocabulary },
        };
    }

    private static void Score(Session session, int rounds, int images)
    {
        var report = new ScoringBenchmark(rounds, images, session.Remark, session.Cancellation).Run();
        session.Report(report, ReportJson.Default.ScoringReport, output => Write(output, report));
    }

    private static void Start(Session session, int rounds)
    {
        var report = new StartBenchmark(rounds, session.Remark, session.Cancellation).Run();
        session.Report(report, ReportJson.Default.StartReport, output => output.WriteLine(Text(
            $"{report.SecondsToFirstScore:F2} s from start to first score ({report.BundleMb:F0} MB bundle), {report.PeakMemoryMb:F0} MB for 1,000 images, {report.PairsPerSecond:F0} pairs/s")));
    }

    private static void WriteBundle(Session session, string? target, string? vocabulary)
    {
        var folder = target ?? throw new CommandException("sgraf bench bundle needs a folder to write; add --out DIR.");
        var report = new RandomBundleReport(folder, RandomBundle.Write(folder, vocabulary).Config.VocabularySize);
        session.Report(report, ReportJson.Default.RandomBundleReport, output => output.WriteLine(Text(
            $"{report.Path}: random weights of the published sizes, {report.Words} words")));
    }

    private static Option<int> Within(Option<int> option, int least, int most)
    {
        option.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() < least || result.GetValueOrDefault<int>() > most)
                result.AddError($"{option.Name} is {result.GetValueOrDefault<int>()}; choose {least} to {most}.");
        });
        return option;
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
