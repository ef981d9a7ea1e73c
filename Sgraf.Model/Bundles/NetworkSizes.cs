using System.ComponentModel.DataAnnotations;

namespace Sgraf.Model.Bundles;

/// <summary>The sizes of a network, told from the shapes of its weights.</summary>
/// <remarks>The two switches of the norms leave no trace in the shapes; they have the published default, true.</remarks>
/// <param name="Config">The sizes; <c>GraphSteps</c> has its default for SAF, and with <c>SimilaritySize</c> for a dual encoder.</param>
/// <param name="Module">SGR, SAF or <see cref="SimilarityModules.Dual"/>.</param>
public sealed record NetworkSizes(ModelConfig Config, SimilarityModule Module)
{
    private const string Gru = "txt_enc.cap_rnn.weight_ih_l";
    private const string Reasoning = "sim_enc.SGR_module.";
    private const string Transform = "sim_enc.sim_tranloc_w.weight";

    /// <summary>Reads the sizes from the few tensors that tell them; whether all others fit is the schema's to say.</summary>
    /// <param name="source">What the shapes belong to, for messages.</param>
    /// <param name="shapes">Shapes by published name.</param>
    /// <exception cref="CheckpointException">Some of those tensors are missing, or a size is out of range: all are listed.</exception>
    public static NetworkSizes Infer(string source, IReadOnlyDictionary<string, IReadOnlyList<int>> shapes)
    {
        var problems = new List<string>();
        return Infer(shapes, problems) ?? throw CheckpointProblems.ToException($"{source} is no SGRAF checkpoint", problems);
    }

    /// <summary>The sizes; null where the shapes are not those of an SGRAF network.</summary>
    public static NetworkSizes? TryInfer(IReadOnlyDictionary<string, IReadOnlyList<int>> shapes) => Infer(shapes, []);

    private static NetworkSizes? Infer(IReadOnlyDictionary<string, IReadOnlyList<int>> shapes, List<string> problems)
    {
        ArgumentNullException.ThrowIfNull(shapes);
        var images = Find("img_enc.fc.weight", 2);
        var words = Find("txt_enc.embed.weight", 2);
        var regions = Find("sim_enc.v_global_w.embedding_local.1.weight", 1);
        Find(Gru + "0", 2);
        var module = FindModule(shapes, problems);
        var similarity = module == SimilarityModules.Dual ? [new ModelConfig().SimilaritySize] : Find(Transform, 2);
        if (problems.Count > 0)
            return null;
        var config = new ModelConfig
        {
            FeatureSize = images[1],
            JointSize = images[0],
            WordSize = words[1],
            VocabularySize = words[0],
            SimilaritySize = similarity[0],
            RegionCount = regions[0],
            GruLayers = CountWhile(layer => shapes.ContainsKey(Gru + layer)),
            Bidirectional = shapes.ContainsKey(Gru + "0_reverse"),
        };
        if (module == SimilarityModule.Sgr)
            config = config with { GraphSteps = CountWhile(step => shapes.ContainsKey($"{Reasoning}{step}.graph_query_w.weight")) };
        problems.AddRange(RangeProblems(config));
        return problems.Count == 0 ? new NetworkSizes(config, module) : null;

        IReadOnlyList<int> Find(string name, int rank)
        {
            if (shapes.TryGetValue(name, out var shape) && shape.Count == rank)
                return shape;
            problems.Add($"{name}: expected {rank} axes, found {(shape is null ? "no such tensor" : CheckpointProblems.Describe(shape))}");
            return [];
        }
    }

    /// <summary>Sizes that no network has.</summary>
    internal static IReadOnlyCollection<string> RangeProblems(ModelConfig config)
    {
        var failures = new List<ValidationResult>();
        Validator.TryValidateObject(config, new ValidationContext(config), failures, validateAllProperties: true);
        return [.. failures.Select(failure => failure.ErrorMessage!)];
    }

    private static SimilarityModule FindModule(IReadOnlyDictionary<string, IReadOnlyList<int>> shapes, List<string> problems)
    {
        var hasGraph = shapes.ContainsKey(Reasoning + "0.graph_query_w.weight");
        var hasFiltration = shapes.ContainsKey("sim_enc.SAF_module.attn_sim_w.weight");
        if (!hasGraph && !hasFiltration && !shapes.ContainsKey(Transform))
            return SimilarityModules.Dual;
        if (hasGraph == hasFiltration)
            problems.Add($"expected sim_enc.SGR_module or sim_enc.SAF_module, found {(hasGraph ? "both" : "neither")}");
        return hasGraph ? SimilarityModule.Sgr : SimilarityModule.Saf;
    }

    private static int CountWhile(Predicate<int> exists)
    {
        var count = 0;
        while (exists(count))
            count++;
        return count;
    }
}
