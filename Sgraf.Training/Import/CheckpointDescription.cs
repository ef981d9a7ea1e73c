using Sgraf.Model.Bundles;
using Sgraf.Model.Scoring;
using Sgraf.Model.Search;

namespace Sgraf.Training.Import;

/// <summary>What a bundle or a file of weights holds.</summary>
internal sealed record CheckpointDescription
{
    /// <summary><c>bundle</c>, <c>safetensors</c> or <c>torch</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>Every tensor, file by file.</summary>
    public required IReadOnlyList<TensorDescription> Tensors { get; init; }

    /// <summary>The sizes of the network; null for weights that are no SGRAF network.</summary>
    public ModelConfig? Config { get; init; }

    /// <summary>The networks there are, or a dual encoder alone; null for weights that are no SGRAF network.</summary>
    public SimilarityModule? Modules { get; init; }

    /// <summary>The detector behind the features; null where the file does not say.</summary>
    public string? DetectorId { get; init; }

    /// <summary>Where the weights come from.</summary>
    public Provenance Provenance { get; init; } = new();

    /// <summary>Notes of a safetensors file, options of a published checkpoint.</summary>
    public IReadOnlyDictionary<string, string> Notes { get; init; } = new Dictionary<string, string>();

    /// <summary>What tells the model of a bundle from any other; null for a file.</summary>
    public string? ModelId { get; init; }

    /// <summary>What a bundle makes the vectors of its shortlist by; null for a file.</summary>
    public ShortlistVectors? Shortlist { get; init; }

    /// <summary>A bundle's self-test, repeated; null for a file, and for a bundle without one.</summary>
    public SelfTestResult? SelfTest { get; init; }

    /// <summary>Values that training learns: all but running statistics and counters.</summary>
    public long ParameterCount => Tensors.Where(tensor => !tensor.IsStatistic).Sum(tensor => tensor.Count);

    /// <summary>Describes a bundle's folder, a <c>.safetensors</c> file or a published <c>.pth.tar</c>.</summary>
    /// <exception cref="CheckpointException">It is unsound.</exception>
    public static CheckpointDescription Of(string path)
    {
        if (Directory.Exists(path))
            return OfBundle(path);
        return ImportedNetwork.IsSafetensors(path) ? OfSafetensors(path) : OfTorch(path);
    }

    private static CheckpointDescription OfBundle(string folder)
    {
        var bundle = Bundle.Load(folder);
        var manifest = bundle.Manifest;
        using var networks = new BundleNetworks(bundle);
        var files = Directory.EnumerateFiles(folder, "*.safetensors").Order(StringComparer.Ordinal);
        return new CheckpointDescription
        {
            Kind = "bundle",
            Tensors = [.. files.SelectMany(TensorsOf)],
            Config = manifest.Config,
            Modules = manifest.Modules,
            DetectorId = manifest.DetectorId,
            Provenance = manifest.Provenance,
            ModelId = Sgraf.Model.Bundles.ModelId.Of(bundle),
            Shortlist = new ShortlistVectors(bundle),
            SelfTest = SelfTestRun.Repeat(bundle, networks),
        };
    }

    private static CheckpointDescription OfSafetensors(string path)
    {
        using var file = SafetensorsFile.Open(path);
        var sizes = NetworkSizes.TryInfer(file.Entries.ToDictionary(entry => entry.Key, entry => entry.Value.Shape));
        return new CheckpointDescription
        {
            Kind = "safetensors",
            Tensors = [.. TensorsOf(path)],
            Config = sizes?.Config,
            Modules = sizes?.Module,
            Notes = file.Metadata,
        };
    }

    private static CheckpointDescription OfTorch(string path)
    {
        var checkpoint = TorchCheckpoint.Read(path);
        var network = ImportedNetwork.Of(path, checkpoint);
        return new CheckpointDescription
        {
            Kind = "torch",
            Tensors = [.. checkpoint.Weights.Tensors.Select(tensor => new TensorDescription(
                Path.GetFileName(path), tensor.Key, checkpoint.StoredTypes[tensor.Key], tensor.Value.Shape))],
            Config = network.Sizes.Config,
            Modules = network.Sizes.Module,
            Provenance = new Provenance { Data = network.Data, Imported = [network.File] },
            Notes = checkpoint.Options.ToDictionary(option => option.Key, option => TorchGlobals.Describe(option.Value)),
        };
    }

    private static IEnumerable<TensorDescription> TensorsOf(string path)
    {
        using var file = SafetensorsFile.Open(path);
        foreach (var (name, entry) in file.Entries)
            yield return new TensorDescription(Path.GetFileName(path), name, entry.DType, entry.Shape);
    }
}
