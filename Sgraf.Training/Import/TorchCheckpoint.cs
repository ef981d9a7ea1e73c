using Sgraf.Model.Bundles;

namespace Sgraf.Training.Import;

/// <summary>A published checkpoint (<c>.pth.tar</c>): the weights, and what was noted while they were trained.</summary>
internal sealed record TorchCheckpoint
{
    private static readonly string[] Parts = ["img_enc", "txt_enc", "sim_enc"];

    /// <summary>The weights under their published names, behind <c>img_enc.</c>, <c>txt_enc.</c> or <c>sim_enc.</c></summary>
    public required Checkpoint Weights { get; init; }

    /// <summary>How each tensor was stored.</summary>
    public required IReadOnlyDictionary<string, SafetensorsType> StoredTypes { get; init; }

    /// <summary>Epochs of training; null where the file does not say.</summary>
    public long? Epoch { get; init; }

    /// <summary>The sum of the six recalls on development data, in percent; null where the file does not say.</summary>
    public double? BestRsum { get; init; }

    /// <summary>Steps of training (<c>Eiters</c>); null where the file does not say.</summary>
    public long? Iterations { get; init; }

    /// <summary>The options it was trained with (<c>opt</c>): numbers, truth values and text.</summary>
    public IReadOnlyDictionary<string, object?> Options { get; init; } = new Dictionary<string, object?>();

    /// <summary>Reads a file without running anything of it.</summary>
    /// <exception cref="CheckpointException">The file is unsound, too large for itself, or names what a checkpoint has no use for.</exception>
    public static TorchCheckpoint Read(string path)
    {
        using var file = TorchFile.Open(path);
        if (file.Root is not PickleDictionary { Items: var root })
            throw new CheckpointException($"{path}: expected a dictionary, found {TorchGlobals.Describe(file.Root)}.");
        var tensors = FindTensors(path, root.GetValueOrDefault("model"));
        var weights = ReadAll(path, file, tensors);
        return new TorchCheckpoint
        {
            Weights = new Checkpoint(weights),
            StoredTypes = tensors.ToDictionary(tensor => tensor.Key, tensor => tensor.Value.Storage.Type),
            Epoch = root.GetValueOrDefault("epoch") as long?,
            BestRsum = root.GetValueOrDefault("best_rsum") switch { double rsum => rsum, long rsum => rsum, _ => null },
            Iterations = root.GetValueOrDefault("Eiters") as long?,
            Options = (root.GetValueOrDefault("opt") as PickleDictionary)?.Items.ToDictionary(
                option => option.Key, option => Simplify(option.Value)) ?? [],
        };
    }

    private static OrderedDictionary<string, TorchTensor> FindTensors(string path, object? model)
    {
        var parts = model switch { PickleList list => [.. list.Items], PickleTuple tuple => tuple.Items, _ => [] };
        if (parts.Length != Parts.Length)
            throw new CheckpointException(
                $"{path}: expected model to be the weights of {string.Join(", ", Parts)}, found {TorchGlobals.Describe(model)}.");
        var tensors = new OrderedDictionary<string, TorchTensor>(StringComparer.Ordinal);
        for (var part = 0; part < Parts.Length; part++)
        {
            if (parts[part] is not PickleDictionary { Items: var weights })
                throw new CheckpointException(
                    $"{path}: expected the weights of {Parts[part]} by name, found {TorchGlobals.Describe(parts[part])}.");
            foreach (var (name, value) in weights)
                tensors.Add($"{Parts[part]}.{name}", value as TorchTensor ?? throw new CheckpointException(
                    $"{path}: expected {Parts[part]}.{TorchGlobals.Quote(name)} to be a tensor, found {TorchGlobals.Describe(value)}."));
        }
        return tensors;
    }

    private static Dictionary<string, WeightTensor> ReadAll(
        string path, TorchFile file, OrderedDictionary<string, TorchTensor> tensors)
    {
        var reader = new TorchTensors(path, file);
        try
        {
            return tensors.ToDictionary(tensor => tensor.Key, tensor => reader.Read(tensor.Key, tensor.Value), StringComparer.Ordinal);
        }
        catch (Exception failure) when (failure is IOException or InvalidDataException or NotSupportedException)
        {
            throw new CheckpointException($"{path} cannot be read: {failure.Message}", failure);
        }
    }

    private static object? Simplify(object? option) =>
        option is null or string or bool or long or double ? option : TorchGlobals.Describe(option);
}
