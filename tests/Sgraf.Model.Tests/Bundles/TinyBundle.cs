using Sgraf.Model.Bundles;
using Sgraf.Tests;

namespace Sgraf.Model.Tests.Bundles;

/// <summary>A small sound bundle of the reference weights.</summary>
internal static class TinyBundle
{
    public static Bundle Make(TemporaryFolder folder)
    {
        var (sgr, config, _) = CheckpointFile.Load(GoldenData.PathOf("tiny-SGR/weights.safetensors"));
        var (saf, _, _) = CheckpointFile.Load(GoldenData.PathOf("tiny-SAF/weights.safetensors"));
        return new Bundle
        {
            Manifest = new BundleManifest
            {
                Config = config with { NormalizeTexts = false },
                Modules = SimilarityModule.Sgraf,
                DetectorId = "blobs-1",
                Provenance = new Provenance
                {
                    Data = "rendered scenes",
                    Seed = 7,
                    Commit = "0123abc",
                    Metrics = new Dictionary<string, double> { ["test.rsum"] = 512.25 },
                    Imported = [new ImportedFile("a.pth.tar", "00ff", 17, 487.3)],
                    Notes = "a note",
                },
                SelfTest = new SelfTest
                {
                    Caption = "w4 w5",
                    Features = new SeededValues("any", 0, 1),
                    Scores = new Dictionary<SimilarityModule, float> { [SimilarityModule.Sgr] = 0.75f, [SimilarityModule.Saf] = 0.25f },
                },
            },
            VocabularyPath = folder.Write("words.json", Vocabulary(config.VocabularySize)),
            Sgr = sgr,
            Saf = saf,
            DetectorPath = folder.Write("found.onnx", [1, 2, 3]),
            Shortlist = new Dictionary<string, WeightTensor> { ["image.weight"] = new([2, 3], new float[] { 1, 2, 3, 4, 5, 6 }) },
        };
    }

    /// <summary>The same with a dual encoder of random weights for its shortlist.</summary>
    public static Bundle MakeDual(TemporaryFolder folder)
    {
        var bundle = Make(folder);
        return bundle with { Shortlist = RandomCheckpoint.Create(bundle.Config, SimilarityModules.Dual, seed: 3).Tensors };
    }

    public static byte[] Vocabulary(int count)
    {
        string[] special = ["<pad>", "<start>", "<end>", "<unk>"];
        var words = special.Concat(Enumerable.Range(4, count - 4).Select(id => $"w{id}")).ToList();
        var ids = string.Join(",", words.Select((word, id) => $"\"{word}\":{id}"));
        var back = string.Join(",", words.Select((word, id) => $"\"{id}\":\"{word}\""));
        return System.Text.Encoding.UTF8.GetBytes($$$"""{"word2idx":{{{{ids}}}},"idx2word":{{{{back}}}},"idx":{{{count}}}}""");
    }
}
