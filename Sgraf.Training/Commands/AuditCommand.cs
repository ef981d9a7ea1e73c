using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using Sgraf.Model.Bundles;
using Sgraf.Model.Scoring;
using Sgraf.Model.Search;
using Sgraf.Training.Data;
using Sgraf.Training.Evaluation;
using Sgraf.Training.Terminal;

namespace Sgraf.Training.Commands;

/// <summary><c>sgraf audit</c>: what a search by shortlist loses against the exhaustive scan.</summary>
internal static class AuditCommand
{
    public static SgrafCommand Create()
    {
        var bundle = new Option<string>("--bundle") { Description = "The model.", HelpName = "DIR", Required = true };
        var data = new Option<string>("--data")
        {
            Description = "A data folder with {split}_ims.npy and {split}_caps.txt or .jsonl.", HelpName = "DIR", Required = true,
        };
        var split = new Option<string>("--split")
        {
            Description = "Which split of it; of dev, the first 1,000 images.", HelpName = "dev|test", DefaultValueFactory = _ => "test",
        };
        var queries = new Option<int>("--queries")
        {
            Description = "Captions, and images, to search with, 1 to 100000.", HelpName = "N", DefaultValueFactory = _ => 200,
        };
        queries.Within(1, 100_000);
        var seed = new Option<int>("--seed") { Description = "Start of their random choice, from 0.", HelpName = "S" };
        seed.Within(0, int.MaxValue);
        var threads = new Option<int>("--threads") { Description = "Threads that score; 0, all processors, by default.", HelpName = "N" };
        threads.Within(0, 1024);
        return new SgrafCommand("audit", "Tells which share of the best a shortlist keeps.")
        {
            Examples =
            [
                "sgraf audit --bundle model --data flickr30k",
                "sgraf audit --bundle model --data flickr30k --split dev --queries 1000 --json > audit.json",
            ],
            Run = (arguments, session) => Run(
                session, Bundle.Load(arguments.GetRequiredValue(bundle)), arguments.GetRequiredValue(data), arguments.GetRequiredValue(split),
                arguments.GetValue(queries), arguments.GetValue(seed), arguments.GetValue(threads)),
            Options = { bundle, data, split, queries, seed, threads },
        };
    }

    private static void Run(Session session, Bundle bundle, string folder, string split, int queries, int seed, int threads)
    {
        using var data = DataSplit.Open(folder, split, bundle);
        var fold = EvaluationFold.Whole(data, split);
        var start = Stopwatch.GetTimestamp();
        var vectors = new ShortlistVectors(bundle);
        using var networks = new BundleNetworks(bundle);
        var run = new AuditRun(bundle, networks, data, fold, queries, seed, threads);
        IReadOnlyList<KeptRow> kept = [];
        session.Track("Scoring", run.Pairs, "pairs", advance => kept = run.Run(advance, session.Cancellation).Measure(vectors, threads, session.Cancellation));
        var report = new AuditReport(
            $"{vectors.Kind}".ToLowerInvariant(), vectors.Size, fold.ImageCount, fold.Captions.Count,
            run.CaptionQueries, run.ImageQueries, kept, Math.Round(Stopwatch.GetElapsedTime(start).TotalSeconds, 3));
        session.Report(report, CommandJson.Plain.AuditReport, output => Write(output, report));
    }

    private static void Write(TextWriter output, AuditReport report)
    {
        var rows = report.Kept.GroupBy(row => (row.Direction, row.Module, row.Shortlist)).ToList();
        var depths = rows.Count == 0 ? [] : rows[0].Select(row => $"of top {row.Top}");
        TextTable.Write(output, ["direction", "module", "shortlist", .. depths], rows.Select(row => (string[])
            [row.Key.Direction, row.Key.Module, $"{row.Key.Shortlist}", .. row.Select(share => Percent(share.Kept))]));
        output.WriteLine(
            $"{report.CaptionQueries:N0} captions on {report.Images:N0} images, {report.ImageQueries:N0} images on {report.Captions:N0} captions, "
            + $"{report.Shortlist} of {report.VectorSize:N0} values, {report.Seconds:N1} s");
    }

    private static string Percent(double share) => (100 * share).ToString("0.0 '%'", CultureInfo.InvariantCulture);
}
