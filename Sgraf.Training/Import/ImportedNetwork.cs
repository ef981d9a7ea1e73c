using System.Security.Cryptography;
using Sgraf.Model.Bundles;

namespace Sgraf.Training.Import;

/// <summary>One checkpoint of any layout, with the sizes of its network and a note of the file.</summary>
internal sealed record ImportedNetwork(string Path, Checkpoint Weights, NetworkSizes Sizes, ImportedFile File, string? Data)
{
    /// <summary>Reads <c>.safetensors</c> by its extension, anything else as a file of <c>torch.save</c>.</summary>
    /// <exception cref="CheckpointException">The file is unsound, or its options contradict its shapes.</exception>
    public static ImportedNetwork Read(string path) =>
        IsSafetensors(path) ? ReadSafetensors(path) : Of(path, TorchCheckpoint.Read(path));

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

    private static ImportedNetwork ReadSafetensors(string path)
    {
        var (weights, config, module) = CheckpointFile.Load(path);
        return new ImportedNetwork(path, weights, new NetworkSizes(config, module), Note(path), Data: null);
    }

    private static ImportedFile Note(string path)
    {
        using var stream = System.IO.File.OpenRead(path);
        return new ImportedFile(System.IO.Path.GetFileName(path), Convert.ToHexStringLower(SHA256.HashData(stream)));
    }
}
