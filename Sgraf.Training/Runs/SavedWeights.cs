using Sgraf.Model.Bundles;
using Sgraf.Model.Scoring;
using Sgraf.Training.Evaluation;
using Sgraf.Training.Network;

namespace Sgraf.Training.Runs;

/// <summary>The weights of a run as other programs take them: a bundle, or the encoders alone for a dual run.</summary>
/// <remarks>Those of a variant that no program serves are one file of another name, which nothing takes for a bundle.</remarks>
internal static class SavedWeights
{
    private const string Dual = "dual.safetensors";
    private const string Variant = "variant.safetensors";

    /// <summary>The file of one network's weights in a folder of weights.</summary>
    public static string FileOf(string folder, SimilarityModule module) =>
        Path.Combine(folder, module == SimilarityModules.Dual ? Dual : BundleFiles.OfModule(module));

    /// <summary>Writes a folder; an older one of that name is replaced whole.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="network">The network.</param>
    /// <param name="run">The run's folder, for its vocabulary.</param>
    /// <param name="settings">What the run is.</param>
    /// <param name="metrics">What was measured with these weights on the development split.</param>
    public static void Write(
        string folder, SgrafNetwork network, RunFolder run, RunSettings settings, IReadOnlyDictionary<string, RetrievalMetrics> metrics)
    {
        var modules = network.Modules;
        if (modules.Count == 0 || !network.Variant.IsServable)
        {
            Directory.CreateDirectory(folder);
            CheckpointFile.Save(Path.Combine(folder, modules.Count == 0 ? Dual : Variant), network.ToCheckpoint(modules.Count == 0 ? default : modules[0]));
            return;
        }
        var bundle = new Bundle
        {
            Manifest = ManifestOf(settings, modules, metrics),
            VocabularyPath = run.Vocabulary,
            Sgr = modules.Contains(SimilarityModule.Sgr) ? network.ToCheckpoint(SimilarityModule.Sgr) : null,
            Saf = modules.Contains(SimilarityModule.Saf) ? network.ToCheckpoint(SimilarityModule.Saf) : null,
        };
        BundleWriter.Write(folder, SelfTestRun.Record(bundle), force: true);
    }

    /// <summary>Takes over the weights of a run of the same kind and variant.</summary>
    /// <param name="folder">A folder written by <see cref="Write"/>.</param>
    /// <param name="network">The network.</param>
    public static void Restore(string folder, SgrafNetwork network)
    {
        if (network.Variant.IsServable) Load(folder, network);
        else LoadInto(network, CheckpointFile.ReadAll(Path.Combine(folder, Variant)), network.Modules[0]);
    }

    /// <summary>Takes over the weights of another run that a network has too, its encoders at least.</summary>
    /// <param name="folder">A folder written by <see cref="Write"/>.</param>
    /// <param name="network">The network.</param>
    /// <exception cref="RunException">The folder has no weights.</exception>
    /// <exception cref="CheckpointException">Their sizes are others.</exception>
    public static void Load(string folder, SgrafNetwork network)
    {
        var dual = Path.Combine(folder, Dual);
        if (File.Exists(dual))
        {
            LoadInto(network, CheckpointFile.ReadAll(dual), default);
            return;
        }
        if (File.Exists(Path.Combine(folder, Variant)))
            throw new RunException($"{folder} holds a variant of the network that an ablation trained; start from a run of sgraf train.");
        if (!Directory.Exists(folder)) throw new RunException($"{folder} does not exist; --start-from names a run that has been evaluated once.");
        var bundle = Bundle.Load(folder);
        foreach (var module in network.Modules)
            LoadInto(network, (module == SimilarityModule.Sgr ? bundle.Sgr ?? bundle.Saf : bundle.Saf ?? bundle.Sgr)!, module);
        if (network.Modules.Count == 0) LoadInto(network, (bundle.Sgr ?? bundle.Saf)!, default);
    }

    private static void LoadInto(SgrafNetwork network, Checkpoint checkpoint, SimilarityModule module) => network.Load(checkpoint, module);

    private static BundleManifest ManifestOf(
        RunSettings settings, IReadOnlyList<SimilarityModule> modules, IReadOnlyDictionary<string, RetrievalMetrics> metrics) => new()
        {
            Config = settings.Config,
            Modules = modules.Aggregate((all, module) => all | module),
            DetectorId = settings.Detector,
            Provenance = new Provenance
            {
                Data = Path.GetFileName(Path.TrimEndingDirectorySeparator(settings.Data)),
                Seed = settings.HyperParameters.Seed,
                Metrics = metrics.ToDictionary(module => $"dev.{module.Key}.rsum", module => module.Value.Rsum),
                Notes = settings.HyperParameters.Variant.HasFiltration ? null : "Of an ablation: SAF gives all alignments the same worth.",
            },
        };
}
