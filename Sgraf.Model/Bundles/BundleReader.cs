namespace Sgraf.Model.Bundles;

/// <summary>Reads a bundle's folder and collects everything that is wrong with it.</summary>
internal sealed class BundleReader(string folder)
{
    private readonly List<string> _problems = [];

    internal Bundle Read()
    {
        CheckFolder();
        var manifest = ManifestFile.Read(PathOf(BundleFiles.Manifest));
        _problems.AddRange(BundleProblems.OfManifest(manifest));
        ThrowIfAny();    // without sizes nothing else can be checked
        var (sgr, saf) = ReadLargeFiles(manifest);
        var bundle = new Bundle
        {
            Manifest = manifest,
            VocabularyPath = PathOf(BundleFiles.Vocabulary),
            Sgr = sgr,
            Saf = saf,
            DetectorPath = File.Exists(PathOf(BundleFiles.Detector)) ? PathOf(BundleFiles.Detector) : null,
            Shortlist = ReadShortlist(manifest.Config),
        };
        CheckNames();
        ThrowIfAny();
        return bundle;
    }

    private void CheckFolder()
    {
        if (File.Exists(PathOf(BundleFiles.Manifest)))
            return;
        if (Directory.Exists(folder))
            throw new CheckpointException($"{PathOf(BundleFiles.Manifest)} does not exist, so {folder} is no bundle{Describe(folder)}.");
        var previous = DurableFolder.NameAside(folder);
        throw new CheckpointException(Directory.Exists(previous)
            ? $"{folder} does not exist, but {previous} does: writing the bundle was interrupted; rename it back."
            : $"{folder} is no bundle: there is no such folder.");
    }

    private static string Describe(string folder)
    {
        string[] weights = [.. Directory.EnumerateFiles(folder, "*.safetensors").Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)];
        return weights.Length == 0 ? "" : $"; what it has is {string.Join(", ", weights)}";
    }

    private (Checkpoint? Sgr, Checkpoint? Saf) ReadLargeFiles(BundleManifest manifest)
    {
        (Checkpoint? Weights, List<string> Problems) sgr = (null, []), saf = (null, []);
        List<string> vocabulary = [];
        Parallel.Invoke(
            () => sgr = ReadCheckpoint(manifest, SimilarityModule.Sgr),
            () => saf = ReadCheckpoint(manifest, SimilarityModule.Saf),
            () => vocabulary = [.. BundleProblems.OfVocabulary(manifest.Config, PathOf(BundleFiles.Vocabulary))]);
        _problems.AddRange([.. vocabulary, .. sgr.Problems, .. saf.Problems]);
        return (sgr.Weights, saf.Weights);
    }

    private (Checkpoint?, List<string>) ReadCheckpoint(BundleManifest manifest, SimilarityModule module)
    {
        var name = BundleFiles.OfModule(module);
        var exists = File.Exists(PathOf(name));
        if (exists != manifest.Modules.HasFlag(module))
            return (null, [exists ? $"{name}: unknown, modules names no {module}" : $"{name}: missing, modules names {module}"]);
        if (!exists)
            return (null, []);
        try
        {
            var problems = new List<string>();
            var checkpoint = CheckpointFile.Load(PathOf(name), new CheckpointSchema(manifest.Config, module), problems);
            return (checkpoint, problems.ConvertAll(problem => $"{name}: {problem}"));
        }
        catch (CheckpointException failure)
        {
            return (null, [failure.Message]);
        }
    }

    private IReadOnlyDictionary<string, WeightTensor>? ReadShortlist(ModelConfig config)
    {
        if (!File.Exists(PathOf(BundleFiles.Shortlist)))
            return null;
        try
        {
            var shortlist = CheckpointFile.ReadAll(PathOf(BundleFiles.Shortlist)).Tensors;
            _problems.AddRange(BundleProblems.OfShortlist(config, shortlist));
            return shortlist;
        }
        catch (CheckpointException failure)
        {
            _problems.Add(failure.Message);
            return null;
        }
    }

    /// <summary>A licence may lie beside the weights; weights under another name are a mistake.</summary>
    private void CheckNames()
    {
        string[] known = [BundleFiles.Sgr, BundleFiles.Saf, BundleFiles.Shortlist, BundleFiles.Detector];
        var unknown = Directory.EnumerateFiles(folder).Select(path => Path.GetFileName(path))
            .Where(name => !known.Contains(name) && Path.GetExtension(name) is ".safetensors" or ".onnx");
        _problems.AddRange(unknown.Select(name => $"{name}: unknown, a bundle's weights are {string.Join(", ", known)}"));
    }

    private string PathOf(string name) => Path.Combine(folder, name);

    private void ThrowIfAny()
    {
        if (_problems.Count > 0)
            throw CheckpointProblems.ToException($"{folder} is no sound bundle", _problems);
    }
}
