namespace Sgraf.Model.Bundles;

/// <summary>Checkpoints as safetensors files.</summary>
public static class CheckpointFile
{
    /// <summary>The weights of a network of known sizes.</summary>
    /// <exception cref="CheckpointException">
    /// The file is unsound, or lists everything that does not fit: tensors missing, unknown or misshapen, values not finite.
    /// </exception>
    public static Checkpoint Load(string path, ModelConfig config, SimilarityModule module)
    {
        var schema = new CheckpointSchema(config, module);
        var problems = new List<string>();
        var checkpoint = Load(path, schema, problems);
        return problems.Count == 0
            ? checkpoint
            : throw CheckpointProblems.ToException($"{path} does not fit its {module.Name()} network", problems);
    }

    /// <summary>The weights of any network, with the sizes that their shapes tell.</summary>
    /// <exception cref="CheckpointException">As above; also where the shapes do not tell the sizes.</exception>
    public static (Checkpoint Checkpoint, ModelConfig Config, SimilarityModule Module) Load(string path)
    {
        NetworkSizes sizes;
        using (var file = SafetensorsFile.Open(path))
            sizes = NetworkSizes.Infer(path, ShapesOf(file));
        return (Load(path, sizes.Config, sizes.Module), sizes.Config, sizes.Module);
    }

    /// <summary>Writes weights under their published names; an older file of that name is replaced whole.</summary>
    /// <param name="path">The file.</param>
    /// <param name="checkpoint">The weights.</param>
    /// <param name="type">How the values are stored.</param>
    /// <param name="metadata">Free notes.</param>
    /// <exception cref="ArgumentException">A value cannot be stored in this type.</exception>
    public static void Save(
        string path,
        Checkpoint checkpoint,
        SafetensorsType type = SafetensorsType.F32,
        IReadOnlyDictionary<string, string>? metadata = null)
    {
        ArgumentNullException.ThrowIfNull(checkpoint);
        SafetensorsWriter.Write(path, checkpoint.Tensors, type, metadata);
    }

    /// <summary>All tensors of a file, whatever they are.</summary>
    internal static Checkpoint ReadAll(string path)
    {
        using var file = SafetensorsFile.Open(path);
        return new Checkpoint(file.Entries.Keys.ToDictionary(name => name, name => ReadTensor(file, name), StringComparer.Ordinal));
    }

    /// <summary>What fits of a file; what does not is added to the problems.</summary>
    internal static Checkpoint Load(string path, CheckpointSchema schema, List<string> problems)
    {
        using var file = SafetensorsFile.Open(path);
        var shapes = ShapesOf(file);
        problems.AddRange(CheckpointProblems.OfLayout(schema, shapes));
        var tensors = new Dictionary<string, WeightTensor>(schema.Shapes.Count, StringComparer.Ordinal);
        foreach (var (name, shape) in shapes)
        {
            if (!schema.Shapes.TryGetValue(name, out var expected) || !shape.SequenceEqual(expected))
                continue;
            tensors.Add(name, ReadTensor(file, name));
            problems.AddRange(CheckpointProblems.OfValues(name, tensors[name]));
        }
        return new Checkpoint(tensors);
    }

    /// <summary>A long training counts beyond 2^24 batches; a counter may be rounded, weights may not.</summary>
    private static WeightTensor ReadTensor(SafetensorsFile file, string name) =>
        CheckpointSchema.IsCounter(name) && file.Entries[name].DType == SafetensorsType.I64
            ? new WeightTensor(file.Entries[name].Shape, Array.ConvertAll(file.ReadInt64(name), count => (float)count))
            : file.Read(name);

    private static Dictionary<string, IReadOnlyList<int>> ShapesOf(SafetensorsFile file) =>
        file.Entries.ToDictionary(entry => entry.Key, entry => entry.Value.Shape);
}
