using Sgraf.Model.Bundles;
using Sgraf.Model.Scoring;
using Sgraf.Model.Text;

namespace Sgraf.Training.Measurement;

/// <summary>A bundle of the published sizes with random weights: as large and as fast as a real one, and knowing nothing.</summary>
internal static class RandomBundle
{
    /// <param name="folder">Where to write it; it must not exist.</param>
    /// <param name="vocabularyPath">Its words; words without meaning when null.</param>
    public static Bundle Write(string folder, string? vocabularyPath)
    {
        var words = Path.GetTempFileName();
        try
        {
            if (vocabularyPath is null)
                Vocabulary.Build([[.. Enumerable.Range(0, new ModelConfig().VocabularySize - 4).Select(word => $"word{word}")]], minimumCount: 1).Save(words);
            var vocabulary = vocabularyPath ?? words;
            var config = new ModelConfig { VocabularySize = Vocabulary.Load(vocabulary).Count };
            var bundle = new Bundle
            {
                Manifest = new BundleManifest
                {
                    Config = config,
                    Modules = SimilarityModule.Sgraf,
                    DetectorId = "none",
                    Provenance = new Provenance { Seed = 1, Limits = "Random weights, for measuring: its scores mean nothing." },
                },
                VocabularyPath = vocabulary,
                Sgr = RandomCheckpoint.Create(config, SimilarityModule.Sgr, seed: 1),
                Saf = RandomCheckpoint.Create(config, SimilarityModule.Saf, seed: 2),
            };
            BundleWriter.Write(folder, SelfTestRun.Record(bundle), force: false);
            return Bundle.Load(folder);
        }
        finally
        {
            File.Delete(words);
        }
    }
}
