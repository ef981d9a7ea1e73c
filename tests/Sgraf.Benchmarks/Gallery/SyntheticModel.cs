using Sgraf.Model.Bundles;
using Sgraf.Model.Scoring;
using Sgraf.Model.Text;

namespace Sgraf.Benchmarks.Gallery;

/// <summary>A bundle of the published sizes with random weights that a service can serve, because it has a detector: the demo's.</summary>
internal static class SyntheticModel
{
    /// <summary>Words that every vocabulary has.</summary>
    private const int Special = 4;

    /// <summary>A word of the vocabulary.</summary>
    public static string Word(int number) => $"word{number}";

    /// <param name="folder">Where to write it; it must not exist.</param>
    public static void Write(string folder)
    {
        var demo = Bundle.Load(Path.Combine(AppContext.BaseDirectory, "models", "demo"));
        var config = new ModelConfig { FeatureSize = demo.Config.FeatureSize };    // the detector's; all other sizes are the published ones
        var vocabulary = Path.GetTempFileName();
        try
        {
            Vocabulary.Build([[.. Enumerable.Range(0, config.VocabularySize - Special).Select(Word)]], minimumCount: 1).Save(vocabulary);
            BundleWriter.Write(folder, SelfTestRun.Record(new Bundle
            {
                Manifest = new BundleManifest
                {
                    Config = config,
                    Modules = SimilarityModule.Sgraf,
                    DetectorId = demo.Manifest.DetectorId,
                    Provenance = new Provenance { Seed = 1, Limits = "Random weights, for measuring: its scores mean nothing." },
                },
                VocabularyPath = vocabulary,
                DetectorPath = demo.DetectorPath,
                Sgr = RandomCheckpoint.Create(config, SimilarityModule.Sgr, seed: 1),
                Saf = RandomCheckpoint.Create(config, SimilarityModule.Saf, seed: 2),
            }), force: false);
        }
        finally
        {
            File.Delete(vocabulary);
        }
    }
}
