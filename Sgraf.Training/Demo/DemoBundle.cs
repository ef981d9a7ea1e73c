using System.Globalization;
using System.Reflection;
using Sgraf.Model.Bundles;
using Sgraf.Model.Scoring;
using Sgraf.Training.Data;
using Sgraf.Training.Detection;
using Sgraf.Training.Evaluation;
using Sgraf.Training.Network;
using Sgraf.Training.Runs;
using Sgraf.Training.Scenes;
using Sgraf.Training.Terminal;

namespace Sgraf.Training.Demo;

/// <summary>Puts the trained parts together, measures them on scenes they have not seen, and writes the finished model.</summary>
/// <param name="request">What was asked for.</param>
/// <param name="folder">Where the parts are.</param>
/// <param name="times">How long they took.</param>
internal sealed class DemoBundle(DemoRequest request, DemoFolder folder, StageTimes times)
{
    private const string TestSplit = "test";

    private const string Limits =
        "Knows scenes that sgraf draws: two to six objects of ten shapes, nine colours, three sizes and three surfaces, how they lie to one "
        + "another, and what is around them, in the English of its own captions. Does not know photographs, other things, or other words.";

    /// <summary>Measures, and writes the bundle whole or not at all.</summary>
    public void Write(Session session)
    {
        var bundle = Combine();
        var metrics = Measure(bundle, session);
        var found = DetectorJob.Evaluate(folder.Detector, folder.Data, TestSplit, session).Metrics;
        metrics[$"{TestSplit}.detector.recall"] = Math.Round(100 * found.Recall, 2);
        var provenance = new Provenance
        {
            Data = FormattableString.Invariant(
                $"scenes drawn by sgraf itself (version {SceneRenderer.Version}): {request.Plan.TrainPictures} to learn from, {request.Plan.DevPictures} to choose by, {request.Plan.TestPictures} unseen ones to measure on, five captions each"),
            Seed = request.Seed,
            Commit = Commit(),
            Metrics = metrics,
            Limits = Limits,
            Notes = Notes(),
        };
        BundleWriter.Write(folder.Bundle, SelfTestRun.Record(bundle with { Manifest = bundle.Manifest with { Provenance = provenance } }), force: true);
    }

    private Bundle Combine()
    {
        var (sgr, saf) = (BestOf(NetworkKind.Sgr), BestOf(NetworkKind.Saf));
        return sgr with
        {
            Manifest = sgr.Manifest with { Modules = SimilarityModule.Sgraf },
            Saf = saf.Saf,
            DetectorPath = folder.Detector,
        };
    }

    private Bundle BestOf(NetworkKind kind) => Bundle.Load(new RunFolder(folder.RunOf(kind)).Best);

    /// <summary>Recalls of both networks and of their mean on the unseen scenes, by name.</summary>
    private Dictionary<string, double> Measure(Bundle bundle, Session session)
    {
        using var data = DataSplit.Open(folder.Data, TestSplit, bundle);
        var fold = EvaluationFold.Whole(data, TestSplit);
        var found = new Dictionary<string, double>();
        SimilarityModule[] modules = [SimilarityModule.Sgr, SimilarityModule.Saf, SimilarityModule.Sgraf];
        session.Track("Scoring", (long)modules.Length * fold.ImageCount * fold.Captions.Count, "pairs", advance =>
        {
            foreach (var module in modules)
            {
                var scores = ExhaustiveScores.Of(bundle, module, data, fold, threads: 0, advance, session.Cancellation);
                var metrics = RetrievalMetrics.Of(RetrievalRanks.Of(scores, fold.ImageOf));
                Add(found, $"{TestSplit}.{module}".ToLowerInvariant(), metrics);
            }
        });
        return found;
    }

    private static void Add(Dictionary<string, double> found, string module, RetrievalMetrics metrics)
    {
        foreach (var (direction, figures) in ((string, DirectionMetrics)[])[("i2t", metrics.I2t), ("t2i", metrics.T2i)])
            foreach (var (name, value) in ((string, double)[])[("r1", figures.R1), ("r5", figures.R5), ("r10", figures.R10)])
                found[$"{module}.{direction}.{name}"] = Math.Round(value, 2);
        found[$"{module}.rsum"] = Math.Round(metrics.Rsum, 2);
    }

    private string Notes() =>
        $"Made by sgraf demo in {RunLines.Duration(TimeSpan.FromSeconds(times.Seconds.Values.Sum()))} on {Environment.ProcessorCount.ToString(CultureInfo.InvariantCulture)} "
        + "cores, measurement, shortlist and gallery not counted.";

    /// <summary>The commit that the program was built from; null where the build did not know.</summary>
    private static string? Commit()
    {
        var version = typeof(DemoBundle).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion;
        return version?.Split('+') is [_, var commit] ? commit : null;
    }
}
