namespace Sgraf.Model.Bundles;

/// <summary>A model as a folder: what it is, its weights, its words, and the detector that makes its features.</summary>
public sealed record Bundle
{
    /// <summary>What <c>model.json</c> says.</summary>
    public required BundleManifest Manifest { get; init; }

    /// <summary>The vocabulary's file; it has as many words as the word embedding has rows.</summary>
    public required string VocabularyPath { get; init; }

    /// <summary>The weights of the SGR network; null where the bundle has none.</summary>
    public Checkpoint? Sgr { get; init; }

    /// <summary>The weights of the SAF network; null where the bundle has none.</summary>
    public Checkpoint? Saf { get; init; }

    /// <summary>The detector's file; null where features come from elsewhere.</summary>
    public string? DetectorPath { get; init; }

    /// <summary>The weights of the first stage of a search, projections or a dual encoder; null where the bundle has none.</summary>
    public IReadOnlyDictionary<string, WeightTensor>? Shortlist { get; init; }

    /// <summary>The dual encoder by which the first stage of a search goes; null where it goes by anything else.</summary>
    public Checkpoint? Dual => Shortlist is not null && BundleProblems.IsDual(Shortlist) ? new Checkpoint(Shortlist) : null;

    /// <summary>The sizes of its networks.</summary>
    public ModelConfig Config => Manifest.Config;

    /// <summary>The weights of one network.</summary>
    /// <param name="module">Sgr, Saf or <see cref="SimilarityModules.Dual"/>.</param>
    /// <exception cref="CheckpointException">The bundle has no such network.</exception>
    public Checkpoint this[SimilarityModule module] =>
        module switch { SimilarityModule.Sgr => Sgr, SimilarityModule.Saf => Saf, SimilarityModules.Dual => Dual, _ => null }
        ?? throw new CheckpointException($"The bundle holds {Manifest.Modules}, not {module.Name()}.");

    /// <summary>Opens a folder and checks all of it.</summary>
    /// <exception cref="CheckpointException">Lists everything that is missing, unknown, misshapen or unsound.</exception>
    public static Bundle Load(string folder) => new BundleReader(folder).Read();
}
