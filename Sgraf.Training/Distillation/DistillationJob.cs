using System.Diagnostics;
using Sgraf.Model.Bundles;
using Sgraf.Model.Scoring;
using Sgraf.Model.Search;
using Sgraf.Training.Data;
using Sgraf.Training.Evaluation;
using Sgraf.Training.Terminal;

namespace Sgraf.Training.Distillation;

/// <summary>Learns a bundle's shortlist from its scorer, and stores whichever shortlist audits best.</summary>
internal static class DistillationJob
{
    public static DistillReport Run(DistillationRequest request, Session session)
    {
        var start = Stopwatch.GetTimestamp();
        var bundle = Bundle.Load(request.Bundle);
        var settings = request.Settings with { Size = SizeOf(request, new ShortlistVectors(bundle with { Shortlist = null }).Size) };
        using var train = DataSplit.Open(request.Data, request.Split, bundle);
        using var dev = DataSplit.Open(request.Data, request.AuditSplit, bundle);
        using var networks = new BundleNetworks(bundle);
        var teacher = new Teacher(bundle, networks, train, request.Threads);
        var audit = new AuditRun(
            bundle, networks, dev, EvaluationFold.Whole(dev, request.AuditSplit), request.Queries, settings.Seed, request.Threads);
        var (blocks, audited) = Score(session, teacher, audit, ChooseBlocks(request, train.ImageCount));
        var comparison = new ShortlistComparison(bundle, audited, request.Threads, session.Cancellation);
        ShortlistCandidate[] candidates =
            [.. comparison.OfBundle(), new DistillationRun(settings, blocks).Run(comparison, session.Remark, session.Cancellation)];
        var best = ShortlistCandidate.Best(candidates);
        BundleWriter.Amend(request.Bundle, best.Head, WithMetrics(bundle.Manifest.Provenance, best, request.AuditSplit));
        return new DistillReport(
            request.Bundle, best.Name,
            Array.ConvertAll(candidates, candidate => new DistilledShortlist(candidate.Name, candidate.Size, candidate.Share, candidate.Rows)),
            blocks.Sum(block => block.ImageCount), blocks.Sum(block => block.CaptionCount), Math.Round(Stopwatch.GetElapsedTime(start).TotalSeconds, 3));
    }

    private static int SizeOf(DistillationRequest request, int globalSize)
    {
        var size = request.Size ?? Math.Min(globalSize, DistillationRequest.UsualSize);
        return size <= globalSize
            ? size
            : throw new CommandException($"--size is {size}, the global vectors of this bundle have {globalSize} values; choose 1 to {globalSize}.");
    }

    /// <summary>A random choice of images, in blocks of one size; of a rest, which would rank too few, the last block is made longer.</summary>
    private static int[][] ChooseBlocks(DistillationRequest request, int imageCount)
    {
        var chosen = EpochOrder.Of(imageCount, request.Settings.Seed, epoch: 0).AsSpan(0, Math.Min(imageCount, request.Images)).ToArray();
        var blockCount = Math.Max(1, chosen.Length / request.Block);
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
