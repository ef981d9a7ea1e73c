using Sgraf.Model.Bundles;
using Sgraf.Training.Network;
using Sgraf.Training.Runs;

namespace Sgraf.Training.Import;

/// <summary>A run of <c>sgraf train</c> whose best weights of one network are imported.</summary>
/// <param name="Settings">What the run is.</param>
/// <param name="Weights">The file of the weights.</param>
/// <param name="Vocabulary">The file of its words.</param>
/// <param name="Best">The epoch that ended with these weights; null where the log does not say.</param>
internal sealed record ImportedRun(RunSettings Settings, string Weights, string Vocabulary, EpochRecord? Best)
{
    /// <summary>The name of its data.</summary>
    public string Data => Path.GetFileName(Path.TrimEndingDirectorySeparator(Settings.Data));

    /// <summary>The detector behind its features; null where that was never said.</summary>
    public string? Detector => Settings.Detector == RunSettings.UnknownDetector ? null : Settings.Detector;

    /// <summary>Finds the best weights of a run.</summary>
    /// <param name="path">The run's folder.</param>
    /// <param name="module">Which of its networks.</param>
    /// <exception cref="RunException">The folder is no run, or has no such weights.</exception>
    public static ImportedRun Read(string path, SimilarityModule module)
    {
        var folder = new RunFolder(path);
        if (!File.Exists(folder.Settings))
            throw new RunException($"{path} is a folder without run.json; name the folder of a run of sgraf train, or a file of weights.");
        var settings = RunSettings.Read(folder.Settings);
        if (!Holds(settings.Module, module))
            throw new RunException($"{path} is a run of --module {$"{settings.Module}".ToLowerInvariant()} and has no weights of {module.Name()}.");
        var weights = SavedWeights.FileOf(folder.Best, module);
        if (!File.Exists(weights))
            throw new RunException($"{weights} does not exist; the run has not ended an epoch yet, or trains a variant that no bundle serves.");
        var best = JsonLines<EpochRecord>.Read(folder.Epochs, LineJson.Default.EpochRecord).LastOrDefault(epoch => epoch.IsBest);
        return new ImportedRun(settings, weights, folder.Vocabulary, best);
    }

    /// <summary>The sum of the recalls of one of its networks on the development split; null where the log does not say.</summary>
    public double? RsumOf(SimilarityModule module) => Best?.Metrics.GetValueOrDefault(module.Name().ToLowerInvariant())?.Rsum;

    private static bool Holds(NetworkKind kind, SimilarityModule module) => kind switch
    {
        NetworkKind.Dual => module == SimilarityModules.Dual,
        NetworkKind.Sgr => module == SimilarityModule.Sgr,
        NetworkKind.Saf => module == SimilarityModule.Saf,
        _ => module != SimilarityModules.Dual,
    };
}
