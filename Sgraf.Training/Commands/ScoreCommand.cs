using System.CommandLine;
using System.Diagnostics;
using Sgraf.Model.Bundles;
using Sgraf.Model.Text;
using Sgraf.Training.Data;
using Sgraf.Training.Evaluation;
using Sgraf.Training.Terminal;

namespace Sgraf.Training.Commands;

/// <summary><c>sgraf score</c>: every image of a features file with every caption of a file.</summary>
internal static class ScoreCommand
{
    /// <summary>Pairs scored between two looks at progress: a second's work or a few.</summary>
    private const int PairsPerBlock = 20_000;

    /// <summary>Images of a block: fewer would read all captions from memory too often, more would only take memory.</summary>
    private const int SmallestBlock = 4, LargestBlock = 32;

    public static SgrafCommand Create()
    {
        var bundle = new Option<string>("--bundle") { Description = "The model.", HelpName = "DIR", Required = true };
        var features = new Option<string>("--features")
        {
            Description = "Detector features of the images, float32 (images, regions, values).", HelpName = "FILE.npy", Required = true,
        };
        var captions = new Option<string>("--captions") { Description = "Captions, one a line.", HelpName = "FILE", Required = true };
        var target = new Option<string>("--out") { Description = "The scores to write, float32 (images, captions).", HelpName = "FILE.npy", Required = true };
        var module = new Option<string>("--module") { Description = "Which network of the bundle; all it holds by default.", HelpName = "sgr|saf|sgraf" };
        module.AcceptOnlyFromAmong("sgr", "saf", "sgraf");
        var threads = new Option<int>("--threads") { Description = "Threads that score; all processors by default.", HelpName = "N" };
        threads.Within(1, 1024);
        return new SgrafCommand("score", "Scores every image with every caption.")
        {
            Examples =
            [
                "sgraf score --bundle model --features test_ims.npy --captions test_caps.txt --out scores.npy",
                "sgraf score --bundle model --features test_ims.npy --captions few.txt --out scores.npy --module saf --json",
            ],
            Run = (arguments, session) => Run(session, new ScoreRequest(
                arguments.GetRequiredValue(bundle), arguments.GetRequiredValue(features), arguments.GetRequiredValue(captions),
                arguments.GetRequiredValue(target), arguments.GetValue(module), arguments.GetValue(threads))),
            Options = { bundle, features, captions, target, module, threads },
        };
    }

    private static void Run(Session session, ScoreRequest request)
    {
        WriteCheck.RequireFile(request.Target, "--out");
        string[] captions = [.. CaptionFile.Read(request.Captions)];
        if (captions.Length == 0) throw new CommandException($"{request.Captions} holds no captions; write one a line.");
        var (scorer, features, module) = Open(request, captions, session.Cancellation);
        using var scorerUse = scorer;
        using var featuresUse = features;
        var start = Stopwatch.GetTimestamp();
        session.Track("Scoring", (long)features.Count * captions.Length, "pairs", advance => NpyWriter.Write(
            request.Target,
            [features.Count, captions.Length],
            writer => Score(features, scorer, captions.Length, request.Threads, writer, advance, session.Cancellation)));
        var seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        var report = new ScoreReport(
            request.Target, features.Count, captions.Length, Name(module), $"{scorer.Instructions}".ToLowerInvariant(),
            Math.Round(seconds, 3), Math.Round((double)features.Count * captions.Length / seconds, 1));
        session.Report(report, CommandJson.Plain.ScoreReport, output => ScoreText.Write(output, report, captions));
    }

    private static (BundleScorer Scorer, FeatureFile Features, SimilarityModule Module) Open(
        ScoreRequest request, string[] captions, CancellationToken cancellation)
    {
        var bundle = Bundle.Load(request.Bundle);
        var module = ChooseModule(bundle, request);
        var features = new FeatureFile(request.Features, bundle.Manifest);
        var indexer = new CaptionIndexer(Vocabulary.Load(bundle.VocabularyPath));
        return (new BundleScorer(bundle, module, Array.ConvertAll(captions, indexer.Encode), cancellation), features, module);
    }

    private static SimilarityModule ChooseModule(Bundle bundle, ScoreRequest request)
    {
        var held = bundle.Manifest.Modules;
        var wanted = request.Module is null ? held : Enum.Parse<SimilarityModule>(request.Module, ignoreCase: true);
        return held.HasFlag(wanted)
            ? wanted
            : throw new CommandException($"{request.Bundle} holds {Name(held)} and not {Name(wanted)}; leave --module away or choose {Name(held)}.");
    }

    private static void Score(
        FeatureFile features, BundleScorer scorer, int captions, int threads, NpyWriter writer, Action<long> advance, CancellationToken cancellation)
    {
        var blockSize = Math.Clamp(PairsPerBlock / captions, SmallestBlock, LargestBlock);
        var scores = new float[checked(blockSize * captions)];
        for (var first = 0; first < features.Count; first += blockSize)
        {
            var count = Math.Min(blockSize, features.Count - first);
            var blockScores = scores.AsSpan(0, count * captions);
            using var block = features.Map(first, count);
            scorer.Score(block.Memory, blockScores, threads, cancellation);
            writer.Append(blockScores);
            advance(blockScores.Length);
        }
    }

    private static string Name(SimilarityModule module) => $"{module}".ToLowerInvariant();

    // Threads: all processors when 0.
    private sealed record ScoreRequest(string Bundle, string Features, string Captions, string Target, string? Module, int Threads);
}
