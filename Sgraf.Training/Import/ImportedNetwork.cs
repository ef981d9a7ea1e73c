using System.Security.Cryptography;
using Sgraf.Model.Bundles;
using Sgraf.Training.Network;

namespace Sgraf.Training.Import;

/// <summary>One checkpoint of any layout, with the sizes of its network and a note of the file.</summary>
internal sealed record ImportedNetwork(string Path, Checkpoint Weights, NetworkSizes Sizes, ImportedFile File, string? Data)
{
    /// <summary>The run that trained it; null for a file alone.</summary>
    public ImportedRun? Run { get; private init; }

    /// <summary>Reads a run's best weights, <c>.safetensors</c> by its extension, anything else as a file of <c>torch.save</c>.</summary>
    /// <param name="path">The file, or the run's folder.</param>
    /// <param name="module">What it must be the weights of.</param>
    /// <exception cref="CheckpointException">The file is unsound, its options contradict its shapes, or it holds another network.</exception>
    /// <exception cref="Runs.RunException">The folder is no run, or has no such weights.</exception>
    public static ImportedNetwork Read(string path, SimilarityModule module)
    {
        var run = Directory.Exists(path) ? ImportedRun.Read(path, module) : null;
        var file = run?.Weights ?? path;
        var network = IsSafetensors(file) ? ReadSafetensors(file) : Of(file, TorchCheckpoint.Read(file));
        if (network.Sizes.Module != module)
            throw new CheckpointException($"{path}: expected the weights of {module.Name()}, found those of {network.Sizes.Module.Name()}.");
        return run is null ? network : network.With(run);
    }

    internal static bool IsSafetensors(string path) =>
        System.IO.Path.GetExtension(path).Equals(".safetensors", StringComparison.OrdinalIgnoreCase);

    /// <summary>A published checkpoint that has been read.</summary>
    internal static ImportedNetwork Of(string path, TorchCheckpoint checkpoint)
    {
        var sizes = TorchOptions.Complete(path, checkpoint);
        new CheckpointSchema(sizes.Config, sizes.Module).Check(path, checkpoint.Weights);
        var note = Note(path) with { Epoch = checkpoint.Epoch, BestRsum = checkpoint.BestRsum };
        return new ImportedNetwork(path, checkpoint.Weights, sizes, note, checkpoint.Options.GetValueOrDefault("data_name") as string);
    }

    /// <summary>Whether a path tells the switches of the norms: a run does, and a published checkpoint; a file of weights alone may not.</summary>
    public static bool TellsNorms(string path) => !IsSafetensors(path) || Directory.Exists(path) || ReadNorms(path, new ModelConfig()) is not null;

    private static ModelConfig? ReadNorms(string path, ModelConfig config)
    {
        using var file = SafetensorsFile.Open(path);
        return NormSwitches.FromNotes(file.Metadata, config);
    }

    private static ImportedNetwork ReadSafetensors(string path)
    {
        var tensors = CheckpointFile.ReadAll(path).Tensors;
        var sizes = NetworkSizes.Infer(path, tensors.ToDictionary(tensor => tensor.Key, tensor => tensor.Value.Shape));
        if (ReadNorms(path, sizes.Config) is { } told) sizes = sizes with { Config = told };
        if (sizes.Module == SimilarityModules.Dual) tensors = tensors.Where(tensor => tensor.Key != NetworkWeights.Temperature).ToDictionary();
        var weights = new Checkpoint(tensors);
        new CheckpointSchema(sizes.Config, sizes.Module).Check(path, weights);
        return new ImportedNetwork(path, weights, sizes, Note(path), Data: null);
    }

    /// <summary>A run knows what its file does not tell: the switches of the norms, its data, and how good it became.</summary>
    private ImportedNetwork With(ImportedRun run) => this with
    {
        Run = run,
        Data = run.Data,
        File = File with { Epoch = run.Best?.Epoch, BestRsum = run.RsumOf(Sizes.Module) },
        Sizes = Sizes with
        {
            Config = Sizes.Config with { NormalizeImages = run.Settings.Config.NormalizeImages, NormalizeTexts = run.Settings.Config.NormalizeTexts },
        },
    };

    private static ImportedFile Note(string path)
    {
        using var stream = System.IO.File.OpenRead(path);
        return new ImportedFile(System.IO.Path.GetFileName(path), Convert.ToHexStringLower(SHA256.HashData(stream)));
    }
}
