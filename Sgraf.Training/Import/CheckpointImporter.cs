using Sgraf.Model.Bundles;
using Sgraf.Model.Scoring;
using Sgraf.Model.Text;

namespace Sgraf.Training.Import;

/// <summary>Makes bundles of published checkpoints and of runs.</summary>
internal static class CheckpointImporter
{
    /// <summary>Reads the networks, checks them against each other and against the vocabulary, and writes a bundle.</summary>
    /// <exception cref="ArgumentException">No network that scores is named, or no vocabulary.</exception>
    /// <exception cref="CheckpointException">A checkpoint is unsound, or the parts do not belong together: every problem is listed.</exception>
    /// <exception cref="Runs.RunException">A folder is no run, or has no such weights.</exception>
    /// <exception cref="VocabularyException">The vocabulary is unsound.</exception>
    /// <exception cref="Sgraf.Model.Images.Regions.DetectorException">The detector is unsound, or another one.</exception>
    /// <exception cref="IOException">The folder exists and is not to be replaced.</exception>
    public static Bundle Import(CheckpointImport request)
    {
        if (request.SgrPath is null && request.SafPath is null)
            throw new ArgumentException("Name an SGR checkpoint, a SAF checkpoint, or both.", nameof(request));
        var (sgr, saf) = (Read(request.SgrPath, SimilarityModule.Sgr), Read(request.SafPath, SimilarityModule.Saf));
        var dual = Read(request.DualPath, SimilarityModules.Dual);
        ImportedNetwork[] networks = [.. new[] { sgr, saf, dual }.OfType<ImportedNetwork>()];
        CheckSameSizes(networks);
        var vocabulary = FindVocabulary(request, networks);
        var detector = ImportedDetector.Settle(request.Detector, networks);
        var bundle = new Bundle
        {
            Manifest = MakeManifest(networks, detector),
            VocabularyPath = vocabulary,
            Sgr = sgr?.Weights,
            Saf = saf?.Weights,
            DetectorPath = detector.Path,
            Shortlist = dual?.Weights.Tensors,
        };
        BundleWriter.Write(request.Folder, SelfTestRun.Record(bundle), request.Force);
        return Bundle.Load(request.Folder);
    }

    private static ImportedNetwork? Read(string? path, SimilarityModule module) => path is null ? null : ImportedNetwork.Read(path, module);

    /// <summary>All networks read the same regions and words; reasoning steps are SGR's alone, and a dual encoder has no similarity vectors.</summary>
    private static void CheckSameSizes(ImportedNetwork[] networks)
    {
        var (path, expected) = (networks[0].Path, networks[0].Sizes.Config);
        foreach (var network in networks.Skip(1))
        {
            var found = network.Sizes.Config with { GraphSteps = expected.GraphSteps };
            if (network.Sizes.Module == SimilarityModules.Dual) found = found with { SimilaritySize = expected.SimilaritySize };
            if (found != expected)
                throw new CheckpointException($"{path} and {network.Path}: expected networks of the same sizes, found\n- {expected}\n- {found}");
        }
    }

    /// <summary>The words that were named, or those of a run; a run knows no others.</summary>
    private static string FindVocabulary(CheckpointImport request, ImportedNetwork[] networks)
    {
        var runs = networks.Select(network => network.Run).OfType<ImportedRun>().ToList();
        var path = request.VocabularyPath ?? runs.FirstOrDefault()?.Vocabulary
            ?? throw new ArgumentException("Name the vocabulary: checkpoints do not hold their words.", nameof(request));
        var words = Vocabulary.Load(path);
        if (words.Count != networks[0].Sizes.Config.VocabularySize)
            throw new CheckpointException(
                $"{path}: expected the {networks[0].Sizes.Config.VocabularySize} words of {networks[0].Path}, found {words.Count}; " +
                "it is the vocabulary of another model.");
        foreach (var run in runs.Where(run => !Vocabulary.Load(run.Vocabulary).Words.SequenceEqual(words.Words, StringComparer.Ordinal)))
            throw new CheckpointException(
                $"{path} and {run.Vocabulary}: expected the same words, found others; train one run with --start-from the other, which shares its words.");
        return path;
    }

    private static BundleManifest MakeManifest(ImportedNetwork[] networks, ImportedDetector detector) => new()
    {
        Config = networks[0].Sizes.Config,
        Modules = networks.Aggregate(default(SimilarityModule), (all, network) => all | network.Sizes.Module),
        DetectorId = detector.Id,
        Provenance = new Provenance
        {
            Data = networks.Select(network => network.Data).FirstOrDefault(data => data is not null),
            Seed = networks.Select(network => (long?)network.Run?.Settings.HyperParameters.Seed).FirstOrDefault(seed => seed is not null),
            Metrics = networks.Where(network => network.Run?.RsumOf(network.Sizes.Module) is not null).ToDictionary(
                network => $"dev.{network.Sizes.Module.Name().ToLowerInvariant()}.rsum", network => network.File.BestRsum!.Value),
            Imported = [.. networks.Select(network => network.File)],
        },
    };
}
