using System.Collections.Concurrent;
using System.Text.Json;
using Sgraf.Model.Bundles;

namespace Sgraf.Tests;

/// <summary>One network of the official code with inputs and everything it made of them; Golden/README.md describes the files.</summary>
internal sealed class GoldenCase
{
    private static readonly ConcurrentDictionary<string, Lazy<GoldenCase>> Loaded = new();
    private readonly Dictionary<string, WeightTensor> _outputs;

    private GoldenCase(string name)
    {
        Name = name;
        Document = JsonDocument.Parse(File.ReadAllText(PathOf("config.json"))).RootElement;
        var config = Document.GetProperty("config");
        Config = ReadConfig(config);
        Module = config.GetProperty("module_name").GetString() == "SGR" ? SimilarityModule.Sgr : SimilarityModule.Saf;
        Checkpoint = new Checkpoint(WeightsAreStored
            ? ReadAll("weights.safetensors")
            : Generated.Where(tensor => tensor.Key != "images")
                .ToDictionary(tensor => tensor.Key, tensor => GoldenGenerator.Create(tensor.Value)));
        using var inputs = SafetensorsFile.Open(PathOf("inputs.safetensors"));
        Images = inputs.Entries.ContainsKey("images") ? inputs.Read("images") : GoldenGenerator.Create(Generated["images"]);
        Captions = Unpad(inputs.ReadInt64("captions"), inputs.ReadInt64("lengths"));
        _outputs = ReadAll("outputs.safetensors");
    }

    /// <summary>Every case of the golden folder, for a theory's <c>MemberData</c>.</summary>
    public static TheoryData<string> Names =>
        [.. Directory.GetFiles(GoldenData.Folder, "config.json", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(GoldenData.Folder, Path.GetDirectoryName(file)!)).Order(StringComparer.Ordinal)];

    /// <summary>Its folder.</summary>
    public string Name { get; }

    /// <summary><c>config.json</c>.</summary>
    public JsonElement Document { get; }

    /// <summary>Whether the weights lie in a file; else they are generated.</summary>
    public bool WeightsAreStored => Document.GetProperty("weights_stored").GetBoolean();

    /// <summary>How every tensor is generated, stored or not, by name.</summary>
    public IReadOnlyDictionary<string, JsonElement> Generated =>
        Document.GetProperty("generator").EnumerateArray().ToDictionary(entry => entry.GetProperty("name").GetString()!);

    /// <summary>Sizes and switches of the network.</summary>
    public ModelConfig Config { get; }

    /// <summary>SGR or SAF.</summary>
    public SimilarityModule Module { get; }

    /// <summary>The network's weights.</summary>
    public Checkpoint Checkpoint { get; }

    /// <summary>Detector features, (B, R, F).</summary>
    public WeightTensor Images { get; }

    /// <summary>Word ids of each caption without padding, longest first.</summary>
    public int[][] Captions { get; }

    /// <summary>A case, read once.</summary>
    public static GoldenCase Load(string name) => Loaded.GetOrAdd(name, key => new Lazy<GoldenCase>(() => new GoldenCase(key))).Value;

    /// <summary>The path of one of the case's files.</summary>
    public string PathOf(string file) => GoldenData.PathOf(Path.Combine(Name, file));

    /// <summary>What the official code made, for example <c>img_emb</c>.</summary>
    public WeightTensor Output(string output) => _outputs[output];

    /// <summary>Whether the official code left such an output.</summary>
    public bool HasOutput(string output) => _outputs.ContainsKey(output);

    /// <summary>Whether the official code's rounding is known for an output.</summary>
    public bool HasTolerance(string output) => Document.GetProperty("f32_vs_f64").TryGetProperty(output, out _);

    /// <summary>Largest difference allowed to an output: four times the official code's own rounding, plus 1e-6.</summary>
    public double Tolerance(string output) =>
        4 * Document.GetProperty("f32_vs_f64").GetProperty(output).GetProperty("max_abs").GetDouble() + 1e-6;

    /// <summary>Fails unless values agree with an output of the official code.</summary>
    public void AssertOutput(string output, ReadOnlySpan<float> values) =>
        Close.Assert(Output(output).Span, values, Tolerance(output), $"{Name} {output}");

    private static ModelConfig ReadConfig(JsonElement config)
    {
        int Number(string key) => config.GetProperty(key).GetInt32();
        bool Switch(string key) => config.GetProperty(key).GetBoolean();
        return new ModelConfig
        {
            FeatureSize = Number("img_dim"),
            WordSize = Number("word_dim"),
            JointSize = Number("embed_size"),
            SimilaritySize = Number("sim_dim"),
            RegionCount = Number("num_region"),
            VocabularySize = Number("vocab_size"),
            GruLayers = Number("num_layers"),
            Bidirectional = Switch("bi_gru"),
            NormalizeImages = !Switch("no_imgnorm"),
            NormalizeTexts = !Switch("no_txtnorm"),
            GraphSteps = Number("sgr_step"),
        };
    }

    private Dictionary<string, WeightTensor> ReadAll(string file)
    {
        using var tensors = SafetensorsFile.Open(PathOf(file));
        return tensors.Entries.Keys.ToDictionary(name => name, tensors.Read);
    }

    private static int[][] Unpad(long[] captions, long[] lengths)
    {
        var rows = captions.Chunk(captions.Length / lengths.Length);
        return [.. rows.Zip(lengths, (row, length) => Array.ConvertAll(row[..(int)length], id => (int)id))];
    }
}
