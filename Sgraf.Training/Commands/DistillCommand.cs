using System.CommandLine;
using System.Diagnostics;
using Sgraf.Model.Bundles;
using Sgraf.Model.Scoring;
using Sgraf.Model.Search;
using Sgraf.Training.Data;
using Sgraf.Training.Distillation;
using Sgraf.Training.Evaluation;
using Sgraf.Training.Network;
using Sgraf.Training.Terminal;

namespace Sgraf.Training.Commands;

/// <summary><c>sgraf distill</c>: a bundle's shortlist, learned from its scorer's own ranking.</summary>
internal static class DistillCommand
{
    private const int DefaultSize = 256;

    private static readonly Option<string> Model = new("--bundle") { Description = "The model; it is replaced by one with the best shortlist.", HelpName = "DIR", Required = true };
    private static readonly Option<string> Folder = new("--data")
    {
        Description = "A data folder with {split}_ims.npy and {split}_caps.txt or .jsonl of two splits.", HelpName = "DIR", Required = true,
    };
    private static readonly Option<string> Split = new("--split") { Description = "What is learned from.", HelpName = "NAME", DefaultValueFactory = _ => "train" };
    private static readonly Option<string> AuditSplit = new("--audit-split")
    {
        Description = "What decides; of dev, the first 1,000 images.", HelpName = "NAME", DefaultValueFactory = _ => "dev",
    };
    private static readonly Option<int?> Size = new("--size") { Description = $"Values of a vector, at most those of the global vectors; {DefaultSize} by default.", HelpName = "K" };
    private static readonly Option<int> Images = new("--images") { Description = "Images to learn from, 2 to 1000000.", HelpName = "N", DefaultValueFactory = _ => 5000 };
    private static readonly Option<int> Block = new("--block")
    {
        Description = "Images that are ranked among each other, 2 to 2048; each is scored with the captions of all.", HelpName = "N", DefaultValueFactory = _ => 256,
    };
    private static readonly Option<int> Epochs = new("--epochs") { Description = "Most passes over them, 0 to 1000.", HelpName = "N", DefaultValueFactory = _ => 20 };
    private static readonly Option<double> LearningRate = new("--learning-rate") { Description = "How far Adam moves the layers, 1E-08 to 1.", HelpName = "N", DefaultValueFactory = _ => 3e-3 };
    private static readonly Option<double> Perplexity = new("--perplexity")
    {
        Description = "How many items share the weight of a ranking, 1 to 1000.", HelpName = "N", DefaultValueFactory = _ => 20,
    };
    private static readonly Option<int> Queries = new("--queries")
    {
        Description = "Captions, and images, that decide, 1 to 100000.", HelpName = "N", DefaultValueFactory = _ => 500,
    };
    private static readonly Option<int> Seed = new("--seed") { Description = "Start of all random choices, from 0.", HelpName = "S", DefaultValueFactory = _ => 1 };
    private static readonly Option<int> Threads = new("--threads") { Description = "Threads; 0, all processors, by default.", HelpName = "N" };

    public static SgrafCommand Create()
    {
        Size.Within(1, 65_536);
        Images.Within(2, 1_000_000);
        Block.Within(2, 2048);
        Epochs.Within(0, 1000);
        LearningRate.Within(1e-8, 1.0);
        Perplexity.Within(1.0, 1000);
        Queries.Within(1, 100_000);
        Seed.Within(0, int.MaxValue);
        Threads.Within(0, 1024);
        return new SgrafCommand("distill", "Trains a bundle's shortlist against its scorer, and keeps it if it audits better.")
        {
            Examples =
            [
                "sgraf distill --bundle model --data flickr30k",
                "sgraf distill --bundle model --data flickr30k --size 512 --images 10000 --json > distill.json",
            ],
            Options = { Model, Folder, Split, AuditSplit, Size, Images, Block, Epochs, LearningRate, Perplexity, Queries, Seed, Threads },
            Run = Run,
        };
    }

    private static void Run(ParseResult arguments, Session session)
    {
        var start = Stopwatch.GetTimestamp();
        var (folder, auditSplit, threads) = (arguments.GetRequiredValue(Model), arguments.GetRequiredValue(AuditSplit), arguments.GetValue(Threads));
        var bundle = Bundle.Load(folder);
        var settings = SettingsOf(arguments, new ShortlistVectors(bundle with { Shortlist = null }).Size);
        TorchLibrary.Load(threads);
        using var train = DataSplit.Open(arguments.GetRequiredValue(Folder), arguments.GetRequiredValue(Split), bundle);
        using var dev = DataSplit.Open(arguments.GetRequiredValue(Folder), auditSplit, bundle);
        using var networks = new BundleNetworks(bundle);
        var teacher = new Teacher(bundle, networks, train, threads);
        var audit = new AuditRun(
            bundle, networks, dev, EvaluationFold.Whole(dev, auditSplit), arguments.GetValue(Queries), arguments.GetValue(Seed), threads);
        var (blocks, audited) = Score(session, teacher, audit, ChooseBlocks(arguments, train.ImageCount));
        var comparison = new ShortlistComparison(bundle, audited, threads, session.Cancellation);
        ShortlistCandidate[] candidates =
            [.. comparison.OfBundle(), new DistillationRun(settings, blocks).Run(comparison, session.Remark, session.Cancellation)];
        var best = ShortlistCandidate.Best(candidates);
        BundleWriter.Amend(folder, best.Head, WithMetrics(bundle.Manifest.Provenance, best, auditSplit));
        var report = new DistillReport(
            folder, best.Name, Array.ConvertAll(candidates, candidate => new DistilledShortlist(candidate.Name, candidate.Size, candidate.Share, candidate.Rows)),
            blocks.Sum(block => block.ImageCount), blocks.Sum(block => block.CaptionCount), Math.Round(Stopwatch.GetElapsedTime(start).TotalSeconds, 3));
        session.Report(report, CommandJson.Plain.DistillReport, output => DistillText.Write(output, report));
    }

    private static DistillationSettings SettingsOf(ParseResult arguments, int globalSize)
    {
        var size = arguments.GetValue(Size) ?? Math.Min(globalSize, DefaultSize);
        if (size > globalSize)
            throw new CommandException($"--size is {size}, the global vectors of this bundle have {globalSize} values; choose 1 to {globalSize}.");
        return new DistillationSettings
        {
            Size = size,
            Epochs = arguments.GetValue(Epochs),
            LearningRate = arguments.GetValue(LearningRate),
            Perplexity = arguments.GetValue(Perplexity),
            Seed = arguments.GetValue(Seed),
        };
    }

    /// <summary>A random choice of images, in blocks of one size; of a rest, which would rank too few, the last block is made longer.</summary>
    private static int[][] ChooseBlocks(ParseResult arguments, int imageCount)
    {
        var chosen = EpochOrder.Of(imageCount, arguments.GetValue(Seed), epoch: 0).AsSpan(0, Math.Min(imageCount, arguments.GetValue(Images))).ToArray();
        var blockCount = Math.Max(1, chosen.Length / arguments.GetValue(Block));
        return [.. Enumerable.Range(0, blockCount).Select(block =>
            chosen[(int)((long)chosen.Length * block / blockCount)..(int)((long)chosen.Length * (block + 1) / blockCount)])];
    }

    private static (TeacherBlock[] Blocks, AuditedQueries Audited) Score(Session session, Teacher teacher, AuditRun audit, int[][] images)
    {
        TeacherBlock[] blocks = [];
        AuditedQueries? audited = null;
        session.Track("Scoring", audit.Pairs + images.Sum(teacher.Pairs), "pairs", advance =>
        {
            audited = audit.Run(advance, session.Cancellation);
            blocks = Array.ConvertAll(images, block => teacher.Score(block, advance, session.Cancellation));
        });
        return (blocks, audited!);
    }

    /// <summary>The figures of the chosen shortlist instead of those of an earlier one.</summary>
    private static Provenance WithMetrics(Provenance provenance, ShortlistCandidate best, string split) => provenance with
    {
        Metrics = provenance.Metrics.Where(metric => !metric.Key.StartsWith(ShortlistCandidate.MetricsOf(split), StringComparison.Ordinal))
            .Concat(best.Metrics(split)).ToDictionary(),
    };
}
