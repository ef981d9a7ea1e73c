using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using Sgraf.Model.Bundles;
using Sgraf.Training.Data;
using Sgraf.Training.Evaluation;
using Sgraf.Training.Terminal;

namespace Sgraf.Training.Commands;

/// <summary><c>sgraf evaluate</c>: recall by the published protocol, over all pairs.</summary>
internal static class EvaluateCommand
{
    private static readonly Option<string> Model = new("--bundle") { Description = "The model.", HelpName = "DIR", Required = true };
    private static readonly Option<string> Folder = new("--data")
    {
        Description = "A data folder with {split}_ims.npy and {split}_caps.txt or .jsonl.", HelpName = "DIR", Required = true,
    };
    private static readonly Option<string> Split = new("--split")
    {
        Description = "Which split of it; of dev, the first 1,000 images.", HelpName = "dev|test|testall", DefaultValueFactory = _ => "test",
    };
    private static readonly Option<bool> Fold5 = new("--fold5") { Description = "COCO 1K: the mean of five folds of 1,000 images." };
    private static readonly Option<string> Module = new("--module") { Description = "Which network of the bundle; all it holds by default.", HelpName = "sgr|saf|sgraf" };
    private static readonly Option<string> Target = new("--out") { Description = "A folder for the scores and each query's rank.", HelpName = "DIR" };
    private static readonly Option<string> Sheet = new("--sheet")
    {
        Description = "A PNG to draw: some captions with the five images that score best, the right one framed; of the first fold.", HelpName = "FILE",
    };
    private static readonly Option<string> Images = new("--images") { Description = "The folder of the images, for --sheet; the data folder by default.", HelpName = "DIR" };
    private static readonly Option<int> Threads = new("--threads") { Description = "Threads that score; 0, all processors, by default.", HelpName = "N" };

    public static SgrafCommand Create()
    {
        Module.AcceptOnlyFromAmong("sgr", "saf", "sgraf");
        Threads.Within(0, 1024);
        return new SgrafCommand("evaluate", "Measures recall by the published protocol, both ways, over all pairs.")
        {
            Examples =
            [
                "sgraf evaluate --bundle model --data flickr30k",
                "sgraf evaluate --bundle model --data coco --split testall --fold5 --module saf --json",
                "sgraf evaluate --bundle runs/sgr/best --data flickr8k --split dev --out ranks",
                "sgraf evaluate --bundle runs/sgr/best --data flickr8k --split dev --sheet found.png --images flickr8k",
            ],
            Options = { Model, Folder, Split, Fold5, Module, Target, Sheet, Images, Threads },
            Run = Run,
        };
    }

    private static void Run(ParseResult arguments, Session session)
    {
        var (target, picture) = (arguments.GetValue(Target), arguments.GetValue(Sheet));
        if (target is not null) WriteCheck.RequireFolder(target, Target.Name);
        if (picture is not null) WriteCheck.RequireFile(picture, Sheet.Name);
        var bundle = Bundle.Load(arguments.GetRequiredValue(Model));
        var module = Choose(bundle, arguments.GetValue(Module));
        var split = arguments.GetRequiredValue(Split);
        var folder = arguments.GetRequiredValue(Folder);
        using var data = DataSplit.Open(folder, split, bundle);
        var folds = arguments.GetValue(Fold5) ? EvaluationFold.Five(data, split) : [EvaluationFold.Whole(data, split)];
        var sheet = picture is null ? null : RetrievalSheet.Of(picture, folder, split, arguments.GetValue(Images) ?? folder, data.ImageCount);
        Action? draw = null;
        var start = Stopwatch.GetTimestamp();
        var metrics = new List<RetrievalMetrics>();
        session.Track("Scoring", folds.Sum(Pairs), "pairs", advance =>
        {
            foreach (var fold in folds)
            {
                var scores = ExhaustiveScores.Of(bundle, module, data, fold, arguments.GetValue(Threads), advance, session.Cancellation);
                var ranks = RetrievalRanks.Of(scores, fold.ImageOf);
                if (sheet is not null) draw ??= () => sheet.Draw(scores, ranks, fold);
                metrics.Add(RetrievalMetrics.Of(ranks));
                if (target is not null)
                    RankFiles.Write(folds.Count == 1 ? target : Path.Combine(target, $"fold-{metrics.Count}"), scores, ranks);
            }
        });
        var report = ReportOf(module, split, folds, metrics, Stopwatch.GetElapsedTime(start).TotalSeconds);
        session.Report(report, CommandJson.Plain.EvaluateReport, output => Write(output, report));
        session.Output.Flush();    // a failure to draw would lose what is not written yet
        draw?.Invoke();
    }

    private static SimilarityModule Choose(Bundle bundle, string? name)
    {
        var held = bundle.Manifest.Modules;
        var wanted = name is null ? held : Enum.Parse<SimilarityModule>(name, ignoreCase: true);
        return held.HasFlag(wanted)
            ? wanted
            : throw new CommandException($"the bundle holds {Name(held)} and not {Name(wanted)}; leave --module away or choose {Name(held)}.");
    }

    private static EvaluateReport ReportOf(
        SimilarityModule module, string split, IReadOnlyList<EvaluationFold> folds, List<RetrievalMetrics> metrics, double seconds)
    {
        var mean = RetrievalMetrics.Mean(metrics);
        return new EvaluateReport(
            Name(module), split, mean.I2t, mean.T2i, mean.Rsum, folds.Sum(fold => fold.ImageCount), folds.Sum(fold => fold.Captions.Count),
            Math.Round(seconds, 3), Math.Round(folds.Sum(Pairs) / seconds, 1), folds.Count == 1 ? [] : metrics);
    }

    private static long Pairs(EvaluationFold fold) => (long)fold.ImageCount * fold.Captions.Count;

    private static void Write(TextWriter output, EvaluateReport report)
    {
        TextTable.Write(output, ["", "R@1", "R@5", "R@10", "median", "mean"], [Row("image to text", report.I2t), Row("text to image", report.T2i)]);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{report.Module} on {report.Split}: rsum {report.Rsum:F1}; {report.Images:N0} images, {report.Captions:N0} captions, {report.Seconds:F1} s, {report.PairsPerSecond:N0} pairs/s"));
    }

    private static string[] Row(string name, DirectionMetrics metrics) =>
        [name, .. ((double[])[metrics.R1, metrics.R5, metrics.R10, metrics.Medr, metrics.Meanr]).Select(value => value.ToString("F1", CultureInfo.InvariantCulture))];

    private static string Name(SimilarityModule module) => $"{module}".ToLowerInvariant();
}
