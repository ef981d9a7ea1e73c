namespace Sgraf.Model.Bundles;

/// <summary>Every tensor that a network of given sizes must have: its published name and its shape.</summary>
/// <remarks>Names are those of the official state dicts behind <c>img_enc.</c>, <c>txt_enc.</c> and <c>sim_enc.</c>.</remarks>
public sealed class CheckpointSchema
{
    private const string Images = "img_enc.", Texts = "txt_enc.", Similarity = "sim_enc.";
    private readonly OrderedDictionary<string, IReadOnlyList<int>> _shapes = new(StringComparer.Ordinal);

    /// <param name="config">The sizes.</param>
    /// <param name="module">SGR or SAF: each is a network of its own, with its own encoders; or <see cref="SimilarityModules.Dual"/>.</param>
    public CheckpointSchema(ModelConfig config, SimilarityModule module)
    {
        ArgumentNullException.ThrowIfNull(config);
        if (module is not (SimilarityModule.Sgr or SimilarityModule.Saf or SimilarityModules.Dual))
            throw new ArgumentException($"module is {module}, expected Sgr, Saf or the encoders alone.", nameof(module));
        (Config, Module) = (config, module);
        AddLinear(Images + "fc", config.JointSize, config.FeatureSize);
        AddTextEncoder();
        AddGlobalAttention("v_global_w", hasBatchNorm: true);
        AddGlobalAttention("t_global_w", hasBatchNorm: false);
        if (module == SimilarityModules.Dual)
            return;
        AddLinear(Similarity + "sim_tranloc_w", config.SimilaritySize, config.JointSize);
        AddLinear(Similarity + "sim_tranglo_w", config.SimilaritySize, config.JointSize);
        AddLinear(Similarity + "sim_eval_w", 1, config.SimilaritySize);
        if (module == SimilarityModule.Sgr)
            AddGraphReasoning();
        else
            AddAttentionFiltration();
    }

    /// <summary>The sizes.</summary>
    public ModelConfig Config { get; }

    /// <summary>SGR, SAF or <see cref="SimilarityModules.Dual"/>.</summary>
    public SimilarityModule Module { get; }

    /// <summary>Shapes by name, in the order of the official state dicts. Counters may be missing from a file.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<int>> Shapes => _shapes;

    /// <summary>Whether a tensor bears a name of the official state dicts.</summary>
    internal static bool IsPublished(string name) =>
        ((string[])[Images, Texts, Similarity]).Any(part => name.StartsWith(part, StringComparison.Ordinal));

    /// <summary>Whether a tensor counts training batches: older files lack it, and nothing computes with it.</summary>
    public static bool IsCounter(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return name.EndsWith(".num_batches_tracked", StringComparison.Ordinal);
    }

    /// <summary>Holds weights against this schema.</summary>
    /// <param name="source">Where the weights come from, for the message.</param>
    /// <param name="checkpoint">The weights.</param>
    /// <exception cref="CheckpointException">Lists every tensor that is missing, unknown, misshapen or not finite.</exception>
    public void Check(string source, Checkpoint checkpoint)
    {
        var problems = CheckpointProblems.Of(this, checkpoint).ToList();
        if (problems.Count > 0)
            throw CheckpointProblems.ToException($"{source} does not fit its {Module.Name()} network", problems);
    }

    private void AddTextEncoder()
    {
        _shapes.Add(Texts + "embed.weight", [Config.VocabularySize, Config.WordSize]);
        var gates = 3 * Config.JointSize;
        var inputSize = Config.WordSize;
        for (var layer = 0; layer < Config.GruLayers; layer++)
        {
            AddGru($"l{layer}", gates, inputSize);
            if (Config.Bidirectional)
                AddGru($"l{layer}_reverse", gates, inputSize);
            inputSize = Config.Bidirectional ? 2 * Config.JointSize : Config.JointSize;    // a layer reads both directions
        }
    }

    private void AddGru(string suffix, int gates, int inputSize)
    {
        _shapes.Add($"{Texts}cap_rnn.weight_ih_{suffix}", [gates, inputSize]);
        _shapes.Add($"{Texts}cap_rnn.weight_hh_{suffix}", [gates, Config.JointSize]);
        _shapes.Add($"{Texts}cap_rnn.bias_ih_{suffix}", [gates]);
        _shapes.Add($"{Texts}cap_rnn.bias_hh_{suffix}", [gates]);
    }

    private void AddGlobalAttention(string side, bool hasBatchNorm)
    {
        var name = Similarity + side;
        AddLinear($"{name}.embedding_local.0", Config.JointSize, Config.JointSize);
        if (hasBatchNorm)
            AddBatchNorm($"{name}.embedding_local.1", Config.RegionCount);    // one channel per region rank
        AddLinear($"{name}.embedding_global.0", Config.JointSize, Config.JointSize);
        if (hasBatchNorm)
            AddBatchNorm($"{name}.embedding_global.1", Config.JointSize);
        AddLinear($"{name}.embedding_common.0", 1, Config.JointSize);
    }

    private void AddGraphReasoning()
    {
        for (var step = 0; step < Config.GraphSteps; step++)
        {
            AddLinear($"{Similarity}SGR_module.{step}.graph_query_w", Config.SimilaritySize, Config.SimilaritySize);
            AddLinear($"{Similarity}SGR_module.{step}.graph_key_w", Config.SimilaritySize, Config.SimilaritySize);
            AddLinear($"{Similarity}SGR_module.{step}.sim_graph_w", Config.SimilaritySize, Config.SimilaritySize);
        }
    }

    private void AddAttentionFiltration()
    {
        AddLinear($"{Similarity}SAF_module.attn_sim_w", 1, Config.SimilaritySize);
        AddBatchNorm($"{Similarity}SAF_module.bn", 1);
    }

    private void AddLinear(string name, int outputs, int inputs)
    {
        _shapes.Add($"{name}.weight", [outputs, inputs]);
        _shapes.Add($"{name}.bias", [outputs]);
    }

    private void AddBatchNorm(string name, int channels)
    {
        _shapes.Add($"{name}.weight", [channels]);
        _shapes.Add($"{name}.bias", [channels]);
        _shapes.Add($"{name}.running_mean", [channels]);
        _shapes.Add($"{name}.running_var", [channels]);
        _shapes.Add($"{name}.num_batches_tracked", []);
    }
}
