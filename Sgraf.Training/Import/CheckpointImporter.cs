using Sgraf.Model.Bundles;
using Sgraf.Model.Scoring;
using Sgraf.Model.Text;

namespace Sgraf.Training.Import;

/// <summary>Makes bundles of published checkpoints.</summary>
internal static class CheckpointImporter
{
    /// <summary>Reads the checkpoints, checks them against each other and against the vocabulary, and writes a bundle.</summary>
    /// <exception cref="ArgumentException">No checkpoint is named.</exception>
    /// <exception cref="CheckpointException">A checkpoint is unsound, or the parts do not belong together: every problem is listed.</exception>
    /// <exception cref="VocabularyException">The vocabulary is unsound.</exception>
    /// <exception cref="IOException">The folder exists and is not to be replaced.</exception>
    public static Bundle Import(CheckpointImport request)
    {
        if (request.SgrPath is null && request.SafPath is null)
            throw new ArgumentException("Name an SGR checkpoint, a SAF checkpoint, or both.", nameof(request));
        var sgr = Read(request.SgrPath, SimilarityModule.Sgr);
        var saf = Read(request.SafPath, SimilarityModule.Saf);
        CheckSameSizes(sgr, saf);
        var leading = sgr ?? saf!;
        CheckVocabulary(request.VocabularyPath, leading);
        var bundle = new Bundle
        {
            Manifest = MakeManifest(request, sgr, saf),
            VocabularyPath = request.VocabularyPath,
            Sgr = sgr?.Weights,
            Saf = saf?.Weights,
        };
        BundleWriter.Write(request.Folder, SelfTestRun.Record(bundle), request.Force);
        return Bundle.Load(request.Folder);
    }

    private static ImportedNetwork? Read(string? path, SimilarityModule module)
    {
        if (path is null)
            return null;
        var network = ImportedNetwork.Read(path);
        return network.Sizes.Module == module
            ? network
            : throw new CheckpointException($"{path}: expected the weights of {module}, found those of {network.Sizes.Module}.");
    }

    /// <summary>Both networks read the same regions and words; reasoning steps are SGR's alone.</summary>
    private static void CheckSameSizes(ImportedNetwork? sgr, ImportedNetwork? saf)
    {
        if (sgr is null || saf is null)
            return;
        var other = saf.Sizes.Config with { GraphSteps = sgr.Sizes.Config.GraphSteps };
        if (other != sgr.Sizes.Config)
            throw new CheckpointException(
                $"{sgr.Path} and {saf.Path}: expected networks of the same sizes, found\n- {sgr.Sizes.Config}\n- {other}");
    }

    private static void CheckVocabulary(string path, ImportedNetwork network)
    {
        var count = Vocabulary.Load(path).Count;
        if (count != network.Sizes.Config.VocabularySize)
            throw new CheckpointException(
                $"{path}: expected the {network.Sizes.Config.VocabularySize} words of {network.Path}, found {count}; " +
                "it is the vocabulary of another model.");
    }

    private static BundleManifest MakeManifest(CheckpointImport request, ImportedNetwork? sgr, ImportedNetwork? saf) => new()
    {
        Config = (sgr ?? saf)!.Sizes.Config,
        Modules = (sgr is null ? 0 : SimilarityModule.Sgr) | (saf is null ? 0 : SimilarityModule.Saf),
        DetectorId = request.DetectorId,
        Provenance = new Provenance
        {
            Data = sgr?.Data ?? saf?.Data,
            Imported = [.. new[] { sgr?.File, saf?.File }.OfType<ImportedFile>()],
        },
    };
}
