using Sgraf.Model.Bundles;
using Sgraf.Model.Scoring;
using Sgraf.Model.Text;
using Sgraf.Tests;

namespace Sgraf.Api.Tests.Application;

/// <summary>A bundle of small random networks and a detector of a few nodes: it knows nothing, and is everything that the service needs.</summary>
internal static class TinyModel
{
    public const string Limits = "Random weights: it knows nothing.";

    /// <summary>The words it knows.</summary>
    public static string[] Words { get; } = ["a", "the", "small", "large", "red", "blue", "green", "cube", "ball", "cone", "left", "right", "of", "on", "."];

    public static ModelConfig Config { get; } = new()
    {
        FeatureSize = 3,
        WordSize = 8,
        JointSize = 32,
        SimilaritySize = 16,
        RegionCount = 4,
        VocabularySize = Words.Length + 4,
        GraphSteps = 2,
    };

    /// <summary>Writes the bundle.</summary>
    /// <param name="folder">Its folder; it must not exist.</param>
    /// <param name="modules">The networks it holds.</param>
    /// <param name="detector">Its detector; one that sees three boxes when null.</param>
    /// <param name="change">Changes the parts before they are written.</param>
    public static void Write(
        string folder, SimilarityModule modules = SimilarityModule.Sgraf, TinyDetector? detector = null, Func<Bundle, Bundle>? change = null)
    {
        using var parts = new TemporaryFolder();
        var vocabulary = parts.PathOf("vocab.json");
        Vocabulary.Build([Words], minimumCount: 1).Save(vocabulary);
        var bundle = new Bundle
        {
            Manifest = new BundleManifest
            {
                Config = Config,
                Modules = modules,
                DetectorId = "tiny-1",
                Provenance = new Provenance { Seed = 1, Limits = Limits, Metrics = new Dictionary<string, double> { ["test.rsum"] = 12.5 } },
            },
            VocabularyPath = vocabulary,
            Sgr = modules.HasFlag(SimilarityModule.Sgr) ? RandomCheckpoint.Create(Config, SimilarityModule.Sgr, seed: 1) : null,
            Saf = modules.HasFlag(SimilarityModule.Saf) ? RandomCheckpoint.Create(Config, SimilarityModule.Saf, seed: 2) : null,
            DetectorPath = parts.Write("detector.onnx", (detector ?? new TinyDetector()).ToBytes()),
        };
        bundle = SelfTestRun.Record(bundle);
        BundleWriter.Write(folder, change is null ? bundle : change(bundle));
    }
}
