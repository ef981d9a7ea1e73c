using Sgraf.Model.Bundles;
using Sgraf.Model.Text;
using Sgraf.Tests;
using Sgraf.Training.Data;

namespace Sgraf.Training.Tests.Commands;

/// <summary>Both tiny networks of the reference numbers as a bundle, with the images and captions of one of them as files.</summary>
internal sealed class GoldenBundle
{
    private const string Unknown = "zebra";
    private readonly TemporaryFolder _folder;

    public GoldenBundle(TemporaryFolder folder, SimilarityModule modules = SimilarityModule.Sgraf)
    {
        _folder = folder;
        var vocabulary = folder.PathOf("vocab.json");
        Vocabulary.Build([[.. Enumerable.Range(0, Sgr.Config.VocabularySize).Skip(Vocabulary.Unknown + 1).Select(Word)]], 1).Save(vocabulary);
        BundleWriter.Write(Path, new Bundle
        {
            Manifest = new BundleManifest { Config = Sgr.Config, Modules = modules, DetectorId = "tiny-detector" },
            VocabularyPath = vocabulary,
            Sgr = modules.HasFlag(SimilarityModule.Sgr) ? Sgr.Checkpoint : null,
            Saf = modules.HasFlag(SimilarityModule.Saf) ? Saf.Checkpoint : null,
        });
        Use(Sgr);
    }

    public static GoldenCase Sgr { get; } = GoldenCase.Load("tiny-SGR");

    public static GoldenCase Saf { get; } = GoldenCase.Load("tiny-SAF");

    public string Path => _folder.PathOf("bundle");

    public string Features => _folder.PathOf("test_ims.npy");

    public string Captions => _folder.PathOf("test_caps.txt");

    /// <summary>Puts the images and captions of a case into the files.</summary>
    public void Use(GoldenCase inputs)
    {
        NpyWriter.Write(Features, [.. inputs.Images.Shape], writer => writer.Append(inputs.Images.Span));
        File.WriteAllLines(Captions, inputs.Captions.Select(ids => string.Join(' ', ids[1..^1].Select(Word))));
    }

    private static string Word(int id) => id == Vocabulary.Unknown ? Unknown : $"w{id}";
}
